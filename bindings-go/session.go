package lastpassadmin

import (
	"context"
	"runtime"

	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/native"
)

// atOnce is how many calls of a client are under way at a time, each on a connection that the core
// keeps for the next one.
const atOnce = 64

// session is what all calls of a client go through.
type session struct {
	native *native.Client
	// Who is under way, of this client and those with other options.
	slots    chan struct{}
	provider *provider
	// Ends when the client, or one with other options, is closed.
	alive context.Context
	end   context.CancelFunc
}

// open makes a session of settings. Nothing is sent before the first call.
func open(options []Option) (*session, error) {
	listen()
	settings := settingsOf(options, true)
	given, err := settings.given("")
	if err != nil {
		return nil, err
	}
	s := &session{slots: make(chan struct{}, atOnce), provider: settings.provider}
	s.alive, s.end = context.WithCancel(context.Background())
	var ask native.Provider
	if s.provider != nil {
		ask = func() ([]byte, error) { return s.provider.ask(s.alive) }
	}
	client, err := native.NewClient(given, ask)
	if err != nil {
		s.end()
		return nil, s.failed(context.Background(), "", err)
	}
	return s.over(client), nil
}

// withOptions gives the same session with other options.
func (s *session) withOptions(options []Option) (*session, error) {
	given, err := settingsOf(options, false).given("")
	if err != nil {
		return nil, err
	}
	client, err := s.native.WithOptions(given)
	if err != nil {
		return nil, s.failed(context.Background(), "", err)
	}
	other := *s
	return other.over(client), nil
}

// over stands on a client, whose memory goes with the session.
func (s *session) over(client *native.Client) *session {
	s.native = client
	runtime.AddCleanup(s, (*native.Client).Close, client)
	return s
}

func (s *session) close() {
	s.end()
	s.native.Disconnect()
}

// begin waits until a call may be under way. The slot has to be given back.
func (s *session) begin(ctx context.Context, operation string) error {
	listen()
	switch {
	case ctx.Err() != nil:
		return cancelled(ctx, operation)
	case s.alive.Err() != nil:
		return closed(operation)
	}
	select {
	case s.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return cancelled(ctx, operation)
	case <-s.alive.Done():
		return closed(operation)
	}
}

func (s *session) done() {
	<-s.slots
}

// prepare gives a call that can be made, or what is wrong with it.
func (s *session) prepare(r *request, options []Option) (native.Call, error) {
	arguments, err := r.body()
	call := native.Call{Operation: r.operation, Arguments: arguments}
	if err == nil && len(options) > 0 {
		call.Options, err = settingsOf(options, false).given(r.operation)
	}
	return call, err
}

// call makes a call and waits for its answer, which has to be freed. When the context ends, so does
// the request.
func (s *session) call(ctx context.Context, r *request, options []Option) (native.Answer, error) {
	call, err := s.prepare(r, options)
	if err != nil {
		return native.Answer{}, err
	}
	if err := s.begin(ctx, r.operation); err != nil {
		return native.Answer{}, err
	}
	defer s.done()
	if ctx.Done() != nil {
		call.Cancel = native.NewCancel()
		defer call.Cancel.Close()
		defer context.AfterFunc(ctx, call.Cancel.Fire)()
	}
	// A call by itself is driven by its own thread, which is the shortest way to an answer. Several
	// would wake a thread each for theirs.
	make := s.native.Call
	if len(s.slots) > 1 {
		make = s.native.CallInBackground
	}
	answer, err := make(call)
	if err != nil {
		return native.Answer{}, s.failed(ctx, r.operation, err)
	}
	return answer, nil
}
