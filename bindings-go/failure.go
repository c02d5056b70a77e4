package lastpassadmin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"syscall"
	"time"

	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/native"
)

// failure is an error as JSON; what is not known is null.
type failure struct {
	Text        string
	Kind        ErrorKind
	Number      int
	Message     string
	Operation   string
	Parameter   string
	Status      int
	Title       string
	Detail      string
	Instance    string
	FieldErrors []FieldError `json:"field_errors"`
	Attempts    int
	Delivery    Delivery
	RetryAfter  *float64 `json:"retry_after"`
	Outcome     *Outcome
	Cause       *failure
}

// error makes what the caller gets of it.
func (f *failure) error() *Error {
	made := &Error{
		Kind:        f.Kind,
		Number:      f.Number,
		Message:     f.Message,
		Operation:   f.Operation,
		Parameter:   f.Parameter,
		Status:      f.Status,
		Title:       f.Title,
		Detail:      f.Detail,
		Instance:    f.Instance,
		FieldErrors: f.FieldErrors,
		Attempts:    f.Attempts,
		Delivery:    f.Delivery,
		Outcome:     f.Outcome,
		text:        f.Text,
	}
	if f.RetryAfter != nil {
		wait := seconds(*f.RetryAfter)
		made.RetryAfter = &wait
	}
	switch cause := f.Cause; {
	case cause == nil:
	case cause.Kind != "":
		made.Cause = cause.error()
	case cause.Number != 0:
		made.Cause = &systemError{cause.Text, syscall.Errno(cause.Number)}
	default:
		made.Cause = errors.New(cause.Text)
	}
	return made
}

// systemError is an error of the operating system, in the words of the core.
type systemError struct {
	text   string
	number syscall.Errno
}

func (e *systemError) Error() string {
	return e.text
}

func (e *systemError) Unwrap() error {
	return e.number
}

// failed is what the caller gets of an error of the native part.
func (s *session) failed(ctx context.Context, operation string, err error) error {
	if errors.Is(err, native.ErrClosed) {
		return closed(operation)
	}
	var fields native.Failure
	var known failure
	if !errors.As(err, &fields) || json.Unmarshal(fields, &known) != nil {
		return newError(ErrInternal, operation, err.Error())
	}
	made := known.error()
	if made.Kind == ErrCancelled && ctx.Err() != nil {
		made.because(causeOf(ctx))
	} else if refused := s.provider.failure(); refused != nil && made.Cause != nil &&
		strings.Contains(made.Cause.Error(), refused.Error()) {
		made.because(refused)
	}
	return made
}

// cancelled is what the caller gets of a call that was given up before it began.
func cancelled(ctx context.Context, operation string) error {
	made := newError(ErrCancelled, operation, "the call was cancelled before anything was sent")
	made.because(causeOf(ctx))
	return made
}

// closed is what the caller gets of a call that comes after its client was closed.
func closed(operation string) error {
	return newError(ErrConfiguration, operation, "this client is closed")
}

// causeOf is why a context has ended: both what it says, context.Canceled or
// context.DeadlineExceeded, and the caller's own reason.
func causeOf(ctx context.Context) error {
	err, cause := ctx.Err(), context.Cause(ctx)
	if errors.Is(cause, err) {
		return cause
	}
	return fmt.Errorf("%w: %w", err, cause)
}

// seconds is a span of time; one that is longer than Go can say is the longest.
func seconds(number float64) time.Duration {
	if nanoseconds := number * float64(time.Second); nanoseconds < math.MaxInt64 {
		return time.Duration(nanoseconds)
	}
	return math.MaxInt64
}
