package lastpassadmin

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/native"
)

// nothing makes a call that answers nothing.
func nothing(ctx context.Context, s *session, r *request, options []Option) error {
	answer, err := s.call(ctx, r, options)
	if err != nil {
		return err
	}
	answer.Free()
	return nil
}

// one makes a call that answers a record.
func one[T any](ctx context.Context, s *session, r *request, options []Option, of reader[T]) (*T, error) {
	record, err := maybe(ctx, s, r, options, of)
	if err == nil && record == nil {
		return nil, newError(ErrInternal, r.operation, "the answer holds no record")
	}
	return record, err
}

// maybe makes a call that answers a record, or nothing.
func maybe[T any](ctx context.Context, s *session, r *request, options []Option, of reader[T]) (*T, error) {
	records, err := many(ctx, s, r, options, of)
	return first(records), err
}

// many makes a call that answers records.
func many[T any](ctx context.Context, s *session, r *request, options []Option, of reader[T]) ([]T, error) {
	answer, err := s.call(ctx, r, options)
	if err != nil {
		return nil, err
	}
	defer answer.Free()
	return made(r.operation, answer.TypeName, answer.Records, of)
}

// plain makes a call that answers no records: the zero value where it answers nothing.
func plain[T any](ctx context.Context, s *session, r *request, options []Option) (T, error) {
	var value T
	answer, err := s.call(ctx, r, options)
	if err != nil {
		return value, err
	}
	defer answer.Free()
	if answer.Kind == "nothing" {
		return value, nil
	}
	return value, unmarshal(r.operation, answer.JSON, &value)
}

// batch makes a call that answers events and a cursor.
func batch(ctx context.Context, s *session, r *request, options []Option) (*EventBatch, error) {
	answer, err := s.call(ctx, r, options)
	if err != nil {
		return nil, err
	}
	defer answer.Free()
	cursor := new(EventCursor)
	if err := unmarshal(r.operation, answer.JSON, cursor); err != nil {
		return nil, err
	}
	found, err := made(r.operation, answer.TypeName, answer.Records, events)
	return &EventBatch{Events: found, Cursor: cursor}, err
}

// made makes values of records of C, which may be freed then.
func made[T any](operation, name string, records native.Records, of reader[T]) ([]T, error) {
	if records.Length == 0 {
		return []T{}, nil
	}
	if name != of.name {
		return nil, newError(ErrInternal, operation, fmt.Sprintf("the answer holds %s, not %s", name, of.name))
	}
	memory := newMemory(records.Texts, records.TextsLength, records.Length)
	defer memory.release()
	return of.read(memory, cells{records.First, records.Length}), nil
}

func unmarshal(operation, text string, value any) error {
	if err := json.Unmarshal([]byte(text), value); err != nil {
		return newError(ErrInternal, operation, "the answer cannot be read: "+err.Error())
	}
	return nil
}
