package lastpassadmin

import "time"

// Error is a call that failed. Its kind, for example ErrNotFound, says what kind of failure it is;
// errors.Is compares it:
//
//	user, err := lp.Users.Get(ctx, 80001)
//	if errors.Is(err, lastpassadmin.ErrNotFound) {
//		// There is no such user.
//	}
//
// errors.As gives the other fields. No field, nor what is printed, holds a credential or the body
// of a request.
type Error struct {
	// What kind of failure it is; kinds are the same in every language.
	Kind ErrorKind
	// The stable number of the kind.
	Number int
	// What happened and what to do, in one line.
	Message string
	// The operation that failed, by its name in every language: users.list,
	// provisioning.shared_folders.get. Empty where there was none yet.
	Operation string
	// The parameter at fault, in snake_case, of an argument that was refused: user_id,
	// users[2].username.
	Parameter string
	// The HTTP status of the answer; 0 if there is none. The Provisioning API answers 200 for most
	// failures.
	Status int
	// The vendor's summary of the kind of problem; may be empty.
	Title string
	// The vendor's explanation of this occurrence; may be empty.
	Detail string
	// The vendor's reference of this occurrence; may be empty.
	Instance string
	// What the vendor found fault with, field by field or row by row.
	FieldErrors []FieldError
	// How many times the request was tried; 0 if it was refused before sending.
	Attempts int
	// Whether the request may have had an effect.
	Delivery Delivery
	// How long the server asked to wait before the next request; nil if it did not.
	RetryAfter *time.Duration
	// What is known of each user, for operations on several users; nil otherwise.
	Outcome *Outcome
	// What led to it: another Error, an error of the operating system, that of the caller's context
	// or of the function that gives the credentials; nil if nothing more is known.
	Cause error

	// What is printed.
	text string
}

// FieldError is one field that the vendor found fault with.
type FieldError struct {
	// What is wrong; may be empty.
	Detail string `json:"detail"`
	// Where: a JSON pointer as it came, for example /email, or the position of the text; may be empty.
	Pointer string `json:"pointer"`
}

// Error is the operation and what happened, in one line.
func (e *Error) Error() string {
	if e.text != "" {
		return e.text
	}
	message := e.Message
	if message == "" {
		message = e.Kind.Error()
	}
	if e.Operation == "" {
		return message
	}
	return e.Operation + ": " + message
}

// Is compares the kind.
func (e *Error) Is(target error) bool {
	kind, is := target.(ErrorKind)
	return is && kind == e.Kind
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error {
	return e.Cause
}

// because names the caller's own cause, which is printed too.
func (e *Error) because(cause error) {
	e.text = e.Error() + ": " + cause.Error()
	e.Cause = cause
}

// newError is an error that is known here, before anything is sent.
func newError(kind ErrorKind, operation, message string) *Error {
	return &Error{
		Kind:      kind,
		Number:    kind.Number(),
		Message:   message,
		Operation: operation,
		Delivery:  DeliveryNotSent,
	}
}

func invalidArgument(operation, parameter, message string) *Error {
	refused := newError(ErrInvalidArgument, operation, parameter+": "+message)
	refused.Parameter = parameter
	return refused
}
