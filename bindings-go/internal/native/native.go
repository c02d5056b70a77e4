// Package native is where this module and the C library meet: no other package speaks with C.
//
// What comes from C is read where it stands, and freed at once. What goes to C are texts, for as
// long as a call takes, and handles, which are numbers: C keeps no pointer of Go's.
package native

/*
#cgo linux,amd64 LDFLAGS: ${SRCDIR}/liblastpass_admin_linux_amd64.a
#cgo linux,arm64 LDFLAGS: ${SRCDIR}/liblastpass_admin_linux_arm64.a
#cgo linux LDFLAGS: -lm -ldl -lpthread
#include "calls.h"
*/
import "C"

import "unsafe"

// Failure is what a call failed with: all fields of the error, as JSON.
type Failure []byte

// Error is the JSON itself.
func (f Failure) Error() string {
	return string(f)
}

// failed takes an error of C's over.
func failed(failure *C.lpa_error) error {
	fields := Failure(copied(C.lpa_error_json(failure)))
	C.lpa_error_free(failure)
	return fields
}

// viewed is a text where it stands, for as long as it stands there.
func viewed(text C.lpa_text) string {
	if text.length == 0 {
		return ""
	}
	return unsafe.String((*byte)(unsafe.Pointer(text.data)), text.length)
}

func copied(text C.lpa_text) []byte {
	return []byte(viewed(text))
}

// bytesOf are the first of some bytes, for C, or nothing.
func bytesOf(bytes []byte) (*C.char, C.size_t) {
	return (*C.char)(unsafe.Pointer(unsafe.SliceData(bytes))), C.size_t(len(bytes))
}

// named is a text that C finds the end of.
func named(text string) *C.char {
	return (*C.char)(unsafe.Pointer(unsafe.SliceData(append([]byte(text), 0))))
}
