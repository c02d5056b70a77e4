package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

// canonicalError is an error with every field that a user can read, if it is of its kind alone.
func canonicalError(failure error) outcome {
	var problem *lastpassadmin.Error
	if !errors.As(failure, &problem) {
		panic(fmt.Sprintf("no error of the package: %v", failure))
	}
	if !errors.Is(failure, problem.Kind) {
		panic(fmt.Sprintf("an error is not of its kind: %#v", failure))
	}
	text, err := json.Marshal(problem)
	if err != nil {
		panic(err)
	}
	fields := outcome{
		"kind":         problem.Kind,
		"number":       problem.Number,
		"message":      problem.Message,
		"operation":    given(problem.Operation),
		"parameter":    given(problem.Parameter),
		"status":       given(problem.Status),
		"title":        given(problem.Title),
		"detail":       given(problem.Detail),
		"instance":     given(problem.Instance),
		"field_errors": canonical(problem.FieldErrors),
		"attempts":     problem.Attempts,
		"delivery":     problem.Delivery,
		"retry_after":  nil,
		"outcome":      canonical(problem.Outcome),
		"printed":      printed(failure) + string(text),
	}
	if problem.RetryAfter != nil {
		fields["retry_after"] = problem.RetryAfter.Seconds()
	}
	return fields
}

// printed is all that Go prints of an error and of what led to it.
func printed(failure error) string {
	var text strings.Builder
	for cause := failure; cause != nil; cause = errors.Unwrap(cause) {
		fmt.Fprintf(&text, "%v %+v %#v %q ", cause, cause, cause, cause)
	}
	return text.String()
}

// given is a value that is nothing where it is the zero value.
func given[T comparable](value T) any {
	var nothing T
	if value == nothing {
		return nil
	}
	return value
}
