package main

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

// call calls the method of an operation: that of `users.list` is client.Users.List.
func call(ctx context.Context, client *lastpassadmin.Client, step step, options []lastpassadmin.Option) (any, error) {
	if step.Operation == "poll" {
		return poll(ctx, client, step, options)
	}
	method, err := find(client, step.Operation)
	if err != nil {
		return nil, err
	}
	given, err := arguments(ctx, method.Type(), step.Arguments, options)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", step.Operation, err)
	}
	if pages, err := find(client, step.Operation+"_pages"); err == nil {
		return read(method, pages, given, step.Read)
	}
	return answer(method.CallSlice(given))
}

// find finds the method of an operation.
func find(client *lastpassadmin.Client, operation string) (reflect.Value, error) {
	resource := reflect.ValueOf(client)
	names := strings.Split(operation, ".")
	last := len(names) - 1
	for _, name := range names[:last] {
		resource = reflect.Indirect(resource).FieldByNameFunc(named(name))
		if !resource.IsValid() {
			return resource, missing(operation)
		}
	}
	for at := range resource.NumMethod() {
		if is := named(names[last]); is(resource.Type().Method(at).Name) {
			return resource.Method(at), nil
		}
	}
	return reflect.Value{}, missing(operation)
}

// named tells whether a name of Go is one in snake_case: `DisableMFA` is `disable_mfa`.
func named(name string) func(string) bool {
	plain := strings.ReplaceAll(name, "_", "")
	return func(other string) bool { return strings.EqualFold(other, plain) }
}

// answer gives what a method answered.
func answer(values []reflect.Value) (any, error) {
	last := len(values) - 1
	if err, failed := values[last].Interface().(error); failed {
		return nil, err
	}
	if last == 0 {
		return nil, nil
	}
	if value := reflect.Indirect(values[0]); value.Kind() == reflect.Struct {
		check(value)
	}
	return canonicalValue(values[0]), nil
}

// poll asks what became of something that was accepted.
func poll(ctx context.Context, client *lastpassadmin.Client, step step, options []lastpassadmin.Option) (any, error) {
	var url string
	if err := step.Arguments.read("url", &url); err != nil {
		return nil, err
	}
	answer, err := client.Poll(ctx, url, options...)
	if err != nil {
		return nil, err
	}
	return canonical(answer), nil
}
