package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

const protocol = 1

// step is a line of the protocol.
type step struct {
	Do          string
	Protocol    int
	Client      members
	Operation   string
	Arguments   members
	Read        json.RawMessage
	CancelAfter *float64 `json:"cancel_after"`
	Options     members
	Method      string
	Path        string
	Query       map[string]string
	Body        json.RawMessage
	Command     string
	Data        json.RawMessage
	Steps       []json.RawMessage
}

// members are members of an object, each as it came.
type members map[string]json.RawMessage

// outcome is what a step came to: one member, as the protocol names it.
type outcome map[string]any

// missing is the error of an operation that the package lacks.
type missing string

func (m missing) Error() string {
	return string(m)
}

// session is the client that is open, if one is.
type session struct {
	client *lastpassadmin.Client
}

// play plays a step; it gives its outcome.
func (s *session) play(line []byte) (played outcome) {
	defer func() {
		if fault := recover(); fault != nil {
			played = outcome{"fault": fmt.Sprint(fault)}
		}
	}()
	var step step
	if err := json.Unmarshal(line, &step); err != nil {
		return outcome{"fault": err.Error()}
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if step.CancelAfter != nil {
		timer := time.AfterFunc(seconds(*step.CancelAfter), cancel)
		defer timer.Stop()
	}
	value, err := s.step(ctx, step)
	if err == nil {
		return outcome{"ok": value}
	}
	var (
		problem *lastpassadmin.Error
		lacks   missing
	)
	switch {
	case ctx.Err() != nil && errors.Is(err, context.Canceled) && errors.Is(err, lastpassadmin.ErrCancelled):
		return outcome{"ok": outcome{"cancelled": true}}
	case errors.As(err, &lacks):
		return outcome{"missing": string(lacks)}
	case errors.As(err, &problem):
		return outcome{"error": canonicalError(err)}
	default:
		return outcome{"fault": err.Error()}
	}
}

func (s *session) step(ctx context.Context, step step) (any, error) {
	switch step.Do {
	case "open":
		return nil, s.open(step)
	case "close":
		return nil, s.close()
	}
	if s.client == nil {
		return nil, errors.New("no client is open")
	}
	options, err := settings(step.Options)
	if err != nil {
		return nil, err
	}
	switch step.Do {
	case "batch":
		return s.batch(step.Steps), nil
	case "call":
		return call(ctx, s.client, step, options)
	case "request":
		return request(ctx, s.client, step, options)
	case "command":
		body, err := s.client.Command(ctx, step.Command, data(step.Data), options...)
		return outcome{"body": body}, err
	case "check":
		report, err := s.client.Check(ctx, options...)
		if err != nil {
			return nil, err
		}
		return canonical(report), nil
	}
	return nil, fmt.Errorf("this driver knows no step %s", step.Do)
}

// batch plays steps at the same time, none of which opens or closes a client.
func (s *session) batch(steps []json.RawMessage) []outcome {
	outcomes := make([]outcome, len(steps))
	var playing sync.WaitGroup
	for at, step := range steps {
		playing.Add(1)
		go func() {
			defer playing.Done()
			outcomes[at] = s.play(step)
		}()
	}
	playing.Wait()
	return outcomes
}

func (s *session) open(step step) error {
	if step.Protocol != protocol {
		return fmt.Errorf("this driver speaks version %d of the protocol and not %d", protocol, step.Protocol)
	}
	if err := s.close(); err != nil {
		return err
	}
	options, err := settings(step.Client)
	if err != nil {
		return err
	}
	s.client, err = lastpassadmin.New(append(options, lastpassadmin.WithNoProxy(true))...)
	return err
}

func (s *session) close() error {
	client := s.client
	s.client = nil
	if client == nil {
		return nil
	}
	return client.Close()
}

func request(ctx context.Context, client *lastpassadmin.Client, step step, options []lastpassadmin.Option) (any, error) {
	params := &lastpassadmin.RequestParams{Query: step.Query, Body: data(step.Body)}
	answer, err := client.Request(ctx, step.Method, step.Path, params, options...)
	if err != nil {
		return nil, err
	}
	return outcome{"status": answer.Status, "body": answer.Body}, nil
}

// data is a value of JSON that may be given to the package: nothing, if the step has none.
func data(text json.RawMessage) any {
	if len(text) == 0 || string(text) == "null" {
		return nil
	}
	return text
}

func seconds(number float64) time.Duration {
	return time.Duration(number * float64(time.Second))
}
