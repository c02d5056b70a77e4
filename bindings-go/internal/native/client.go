package native

/*
#include "calls.h"
*/
import "C"

import (
	"runtime"
	"unsafe"
)

// Client is a client with its settings and connections.
type Client struct {
	owned
	client *C.lpa_client
}

// Call is an operation by its name, with its arguments and options as JSON.
type Call struct {
	Operation string
	Arguments []byte
	// nil for none.
	Options []byte
	// What ends the call; nil if nothing does. A list has one of its own.
	Cancel *Cancel
}

// Answer is what an operation answers. It stands in the memory of C, and is gone once it is freed.
type Answer struct {
	// Its kind, and the name of the type of its records.
	Kind, TypeName string
	// What it holds, if it holds no records; the cursor beside events.
	JSON string
	Records
	answer *C.lpa_answer
}

// Records are structs of C, one behind the other, and all texts that they point into.
type Records struct {
	First  unsafe.Pointer
	Length uintptr
	Texts  unsafe.Pointer
	// In bytes.
	TextsLength uintptr
}

// NewClient makes a client with these settings, as JSON, and perhaps with a function that gives the
// credentials.
func NewClient(settings []byte, provider Provider) (*Client, error) {
	json, length := bytesOf(settings)
	var client *C.lpa_client
	var failure *C.lpa_error
	if C.go_client_new(json, length, C.uintptr_t(handle(provider)), &client, &failure) != C.LPA_OK {
		return nil, failed(failure)
	}
	return newClient(client), nil
}

// WithOptions gives the same client with other options, as JSON, for its calls.
func (c *Client) WithOptions(options []byte) (*Client, error) {
	if !c.use() {
		return nil, ErrClosed
	}
	defer c.done()
	json, length := bytesOf(options)
	var client *C.lpa_client
	var failure *C.lpa_error
	if C.go_client_with_options(c.client, json, length, &client, &failure) != C.LPA_OK {
		return nil, failed(failure)
	}
	return newClient(client), nil
}

func newClient(client *C.lpa_client) *Client {
	return &Client{owned: owned{free: func() { C.lpa_client_free(client) }}, client: client}
}

// Disconnect closes the connections that no call uses, and refuses further calls, also of clients
// with other options.
func (c *Client) Disconnect() {
	if c.use() {
		C.lpa_client_close(c.client)
		c.done()
		c.Close()
	}
}

// Call makes a call and waits for its answer, which has to be freed.
func (c *Client) Call(call Call) (Answer, error) {
	if !c.use() {
		return Answer{}, ErrClosed
	}
	defer c.done()
	arguments, argumentsLength := bytesOf(call.Arguments)
	options, optionsLength := bytesOf(call.Options)
	var answer *C.lpa_answer
	var failure *C.lpa_error
	status := C.go_call(c.client, named(call.Operation), arguments, argumentsLength, options, optionsLength,
		call.Cancel.pointer(), &answer, &failure)
	runtime.KeepAlive(call.Cancel)
	if status != C.LPA_OK {
		return Answer{}, failed(failure)
	}
	return answered(answer), nil
}

// answered is an answer of C's.
func answered(answer *C.lpa_answer) Answer {
	return Answer{
		Kind:     viewed(answer.kind),
		TypeName: viewed(answer.type_name),
		JSON:     viewed(answer.json),
		Records:  records(&answer.records, answer.length, &answer.texts),
		answer:   answer,
	}
}

// Free gives the memory of an answer back.
func (a *Answer) Free() {
	C.lpa_answer_free(a.answer)
}

// records are those that stand at an address, which is read only if there are any: the address of
// nothing is none.
func records(first *unsafe.Pointer, length C.size_t, texts *C.lpa_text) Records {
	found := Records{Length: uintptr(length), TextsLength: uintptr(texts.length)}
	if length > 0 {
		found.First = *first
	}
	if texts.length > 0 {
		found.Texts = unsafe.Pointer(texts.data)
	}
	return found
}
