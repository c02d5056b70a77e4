package lastpassadmin_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"syscall"
	"testing"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

// expectCancelled fails the test if an error is not that of a context that has ended for this reason.
func expectCancelled(t testing.TB, err error, reasons ...error) *lastpassadmin.Error {
	t.Helper()
	found := expectKind(t, err, lastpassadmin.ErrCancelled)
	for _, reason := range reasons {
		if !errors.Is(err, reason) {
			t.Errorf("the error does not wrap %v: %v", reason, err)
		}
	}
	return found
}

// begun runs something, and gives what it comes to.
func begun(use func() error) <-chan error {
	ended := make(chan error, 1)
	go func() { ended <- use() }()
	return ended
}

// inTime waits for something that has to end soon.
func inTime(t testing.TB, ended <-chan error) error {
	t.Helper()
	select {
	case err := <-ended:
		return err
	case <-time.After(10 * time.Second):
		t.Fatal("it does not end")
		return nil
	}
}

func TestAContextThatHasEndedSendsNothing(t *testing.T) {
	tenant, lp := company(t)
	own := errors.New("mine")
	contexts := map[string]func() (context.Context, []error){
		"cancelled": func() (context.Context, []error) {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			return ctx, []error{context.Canceled}
		},
		"with a cause": func() (context.Context, []error) {
			ctx, cancel := context.WithCancelCause(t.Context())
			cancel(own)
			return ctx, []error{context.Canceled, own}
		},
		"past its deadline": func() (context.Context, []error) {
			ctx, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
			t.Cleanup(cancel)
			return ctx, []error{context.DeadlineExceeded}
		},
	}
	uses := map[string]func(ctx context.Context) error{
		"a call": func(ctx context.Context) error { return get(ctx, lp) },
		"a write": func(ctx context.Context) error {
			return create(ctx, lp)
		},
		"a list": func(ctx context.Context) error { return collect(lp.Users.ListPages(ctx, nil)) },
		"a page": func(ctx context.Context) error { _, err := lp.Users.ListPages(ctx, nil).Next(); return err },
		"many users": func(ctx context.Context) error {
			_, err := lp.Provisioning.Users.Disable(ctx, []string{ada})
			return err
		},
		"a loop": func(ctx context.Context) error {
			for _, err := range lp.Users.List(ctx, nil) {
				return err
			}
			return nil
		},
		"a check":   func(ctx context.Context) error { _, err := lp.Check(ctx); return err },
		"a request": func(ctx context.Context) error { _, err := lp.Request(ctx, "GET", "/v1/users", nil); return err },
		"a command": func(ctx context.Context) error { _, err := lp.Command(ctx, "getuserdata", nil); return err },
		"a view":    func(ctx context.Context) error { _, err := lp.IAM.Users.Get(ctx, ada, nil); return err },
		"events": func(ctx context.Context) error {
			_, err := lp.Provisioning.Events.Since(ctx, lastpassadmin.NewEventCursor("2024-05-01 00:00:00"), nil)
			return err
		},
	}
	for state, end := range contexts {
		for name, use := range uses {
			t.Run(name+", "+state, func(t *testing.T) {
				ctx, reasons := end()
				found := expectCancelled(t, use(ctx), reasons...)
				equal(t, "delivery", found.Delivery, notSent)
				if found.Operation == "" {
					t.Errorf("no operation is named: %v", found)
				}
			})
		}
	}
	equal(t, "requests", tenant.Hits(""), 0)
}

func TestACallIsTakenOffTheWireWithItsContext(t *testing.T) {
	own, tenant, lp := alone(t)
	tenant.Fault("getUser", sandbox.Slow)
	for turn, begin := range []func() (ctx context.Context, end func(), reason error){
		func() (context.Context, func(), error) {
			ctx, cancel := context.WithCancel(t.Context())
			return ctx, cancel, context.Canceled
		},
		func() (context.Context, func(), error) {
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			t.Cleanup(cancel)
			// It ends by itself.
			return ctx, func() {}, context.DeadlineExceeded
		},
	} {
		ctx, end, reason := begin()
		ended := begun(func() error { return get(ctx, lp) })
		tenant.UntilAsked("getUser", turn+1)
		end()
		found := expectCancelled(t, inTime(t, ended), reason)
		equal(t, "operation", found.Operation, "users.get")
		equal(t, "delivery", found.Delivery, unknown)
		own.UntilDropped(t, turn+1)
	}
	tenant.ClearFaults()
	if err := get(t.Context(), lp); err != nil {
		t.Errorf("the client does not go on: %v", err)
	}
	equal(t, "requests", tenant.Hits("getUser"), 3)
}

func TestAllThatACallWaitsForIsEnded(t *testing.T) {
	cases := map[string]struct {
		on    string
		fault any
	}{
		"a wait before sending again": {"getUser", waiting(20)},
		"a body that drips in":        {"getUser", J{"drip": J{"bytes": 1, "pause_ms": 200}}},
		"a body that stops":           {"getUser", J{"stall": J{"after_bytes": 10}}},
		"a slow answer":               {"getUser", sandbox.Slow},
	}
	for name, each := range cases {
		t.Run(name, func(t *testing.T) {
			tenant, lp := company(t)
			tenant.Fault(each.on, each.fault)
			ctx, cancel := context.WithCancel(t.Context())
			ended := begun(func() error { return get(ctx, lp) })
			tenant.UntilAsked("getUser", 1)
			time.Sleep(50 * time.Millisecond)
			cancel()
			start := time.Now()
			expectCancelled(t, inTime(t, ended), context.Canceled)
			if took := time.Since(start); took > time.Second {
				t.Errorf("it ended after %s", took)
			}
			equal(t, "requests", tenant.Hits("getUser"), 1)
		})
	}
}

func TestAConnectionThatIsNotMadeIsGivenUp(t *testing.T) {
	lp := open(t,
		lastpassadmin.WithAPIKey(key),
		lastpassadmin.WithBusinessURL("http://"+unanswered(t)+"/business"),
		lastpassadmin.WithConnectTimeout(time.Minute),
	)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	found := expectCancelled(t, inTime(t, begun(func() error { return get(ctx, lp) })), context.DeadlineExceeded)
	if found.Delivery == answered {
		t.Errorf("the delivery is %s", found.Delivery)
	}
}

// unanswered is an address where no connection is taken, and none is refused: its queue is full.
func unanswered(t *testing.T) string {
	t.Helper()
	socket, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Close(socket) })
	if err := errors.Join(
		syscall.Bind(socket, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}),
		syscall.Listen(socket, 0),
	); err != nil {
		t.Fatal(err)
	}
	bound, err := syscall.Getsockname(socket)
	if err != nil {
		t.Fatal(err)
	}
	address := fmt.Sprintf("127.0.0.1:%d", bound.(*syscall.SockaddrInet4).Port)
	for {
		connection, err := net.DialTimeout("tcp", address, 200*time.Millisecond)
		if err != nil {
			return address
		}
		t.Cleanup(func() { connection.Close() })
	}
}

func TestATunnelThatIsNotMadeIsGivenUp(t *testing.T) {
	// Takes connections and says nothing, as a proxy does that hangs.
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	lp := open(t, lastpassadmin.WithAPIKey(key), lastpassadmin.WithProxy("http://"+listener.Addr().String()))
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	found := expectCancelled(t, inTime(t, begun(func() error { return get(ctx, lp) })), context.DeadlineExceeded)
	if found.Delivery == answered {
		t.Errorf("the delivery is %s", found.Delivery)
	}
}

func TestWhoWaitsForOthersMayLeave(t *testing.T) {
	own, tenant, lp := alone(t)
	tenant.Fault("getUser", sandbox.Slow)
	ctx, cancel := context.WithCancel(t.Context())
	var ended []<-chan error
	// As many as a client has under way at a time.
	for range 64 {
		ended = append(ended, begun(func() error { return get(ctx, lp) }))
	}
	tenant.UntilAsked("getUser", 64)
	impatient, leave := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer leave()
	for name, use := range map[string]func() error{
		"a call": func() error { return get(impatient, lp) },
		"a page": func() error { _, err := lp.Users.ListPages(impatient, nil).Next(); return err },
	} {
		found := expectCancelled(t, inTime(t, begun(use)), context.DeadlineExceeded)
		equal(t, name, found.Delivery, notSent)
	}
	equal(t, "requests", tenant.Hits(""), 64)
	patient := begun(func() error { _, err := lp.Provisioning.Users.Get(t.Context(), ada); return err })
	cancel()
	for _, call := range ended {
		expectCancelled(t, inTime(t, call), context.Canceled)
	}
	if err := inTime(t, patient); err != nil {
		t.Errorf("who waited longer: %v", err)
	}
	own.UntilDropped(t, 64)
}

func TestALoopOverAListEndsWithItsContext(t *testing.T) {
	own, tenant, lp := alone(t)
	tenant.Fault("listUsers", sandbox.Slow, after(1))
	ctx, cancel := context.WithCancel(t.Context())
	pager := lp.Users.ListPages(ctx, sized(10))
	var ids []int64
	ended := begun(func() error {
		for user, err := range pager.All() {
			if err != nil {
				return err
			}
			ids = append(ids, value(user.ID))
		}
		return nil
	})
	tenant.UntilAsked("listUsers", 2)
	cancel()
	found := expectCancelled(t, inTime(t, ended), context.Canceled)
	equal(t, "operation", found.Operation, "users.list")
	equal(t, "items", ids, all[:10])
	own.UntilDropped(t, 1)
	tenant.ClearFaults()
	expectCancelled(t, collect(pager), context.Canceled)
	params := sized(10)
	params.PageToken = lastpassadmin.Ptr(pager.PageToken())
	rest := must(lp.Users.ListPages(t.Context(), params).Collect())(t)
	equal(t, "the rest by its place", idsOf(rest), all[10:])
}

func TestAListThatIsNotAskedForAnythingEndsItsReadingAheadWithItsContext(t *testing.T) {
	own, tenant, lp := alone(t)
	tenant.Fault("listUsers", sandbox.Slow, after(2))
	ctx, cancel := context.WithCancel(t.Context())
	pager := lp.Users.ListPages(ctx, sized(10))
	must(pager.Next())(t)
	must(pager.Next())(t)
	tenant.UntilAsked("listUsers", 3)
	cancel()
	own.UntilDropped(t, 1)
	_, err := pager.Next()
	expectCancelled(t, err, context.Canceled)
}

func TestAWriteThatIsGivenUpMayHaveTakenEffect(t *testing.T) {
	own, tenant, lp := alone(t)
	tenant.Fault("disableuser", sandbox.Slow, after(1))
	ctx, cancel := context.WithCancel(t.Context())
	ended := begun(func() error {
		_, err := lp.Provisioning.Users.Disable(ctx, []string{ada, bob, eve}, lastpassadmin.WithChunkSize(1))
		return err
	})
	tenant.UntilAsked("disableuser", 2)
	cancel()
	found := expectCancelled(t, inTime(t, ended), context.Canceled)
	equal(t, "delivery", found.Delivery, unknown)
	own.UntilDropped(t, 1)
	equal(t, "requests", tenant.Hits("disableuser"), 2)
}

func TestManyCallsOfOneContextEndAtOnceAndOthersGoOn(t *testing.T) {
	own, tenant, lp := alone(t)
	tenant.Fault("getUser", sandbox.Slow, sandbox.When{Times: 20})
	ctx, cancel := context.WithCancel(t.Context())
	var ended []<-chan error
	for range 20 {
		ended = append(ended, begun(func() error { return get(ctx, lp) }))
	}
	tenant.UntilAsked("getUser", 20)
	other := begun(func() error { return get(t.Context(), lp) })
	cancel()
	for _, call := range ended {
		expectCancelled(t, inTime(t, call), context.Canceled)
	}
	if err := inTime(t, other); err != nil {
		t.Error(err)
	}
	own.UntilDropped(t, 20)
}

func TestACallThatHasEndedDoesNotMindItsContext(t *testing.T) {
	_, lp := company(t)
	var done sync.WaitGroup
	for range 8 {
		done.Add(1)
		go func() {
			defer done.Done()
			for range 200 {
				ctx, cancel := context.WithCancel(t.Context())
				go cancel()
				if err := get(ctx, lp); err != nil {
					expectCancelled(t, err, context.Canceled)
				}
				cancel()
			}
		}()
	}
	done.Wait()
	if err := get(t.Context(), lp); err != nil {
		t.Error(err)
	}
}

func TestAContextIsNotBurdenedByCallsThatHaveEnded(t *testing.T) {
	_, lp := company(t)
	ctx := &counting{Context: t.Context(), done: make(chan struct{})}
	for range 50 {
		if err := get(ctx, lp); err != nil {
			t.Fatal(err)
		}
		if err := collect(lp.Users.ListPages(ctx, nil)); err != nil {
			t.Fatal(err)
		}
		pager := lp.Users.ListPages(ctx, nil)
		pager.Close()
	}
	equal(t, "watchers that are left", ctx.watchers(), 0)
}

// counting is a context that knows who watches it.
type counting struct {
	context.Context
	done  chan struct{}
	lock  sync.Mutex
	count int
}

func (c *counting) Done() <-chan struct{} { return c.done }
func (c *counting) Err() error            { return nil }

// AfterFunc is what context.AfterFunc asks of a context that is not one of the standard library.
func (c *counting) AfterFunc(func()) (stop func() bool) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.count++
	return sync.OnceValue(func() bool {
		c.lock.Lock()
		defer c.lock.Unlock()
		c.count--
		return true
	})
}

func (c *counting) watchers() int {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.count
}
