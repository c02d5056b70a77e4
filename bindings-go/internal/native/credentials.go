package native

/*
#include <stdlib.h>
#include "calls.h"
*/
import "C"

import (
	"runtime/cgo"
	"unsafe"
)

// Provider gives the credentials of a client, as settings in JSON. It must not panic.
type Provider func() ([]byte, error)

// handle is the number under which C knows a function; 0 for none. C says when it is done with it.
func handle(provider Provider) cgo.Handle {
	if provider == nil {
		return 0
	}
	return cgo.NewHandle(provider)
}

//export goCredentials
func goCredentials(provider C.uintptr_t, into *C.lpa_options) {
	given, err := cgo.Handle(provider).Value().(Provider)()
	if err != nil {
		message := C.CString(err.Error())
		defer C.free(unsafe.Pointer(message))
		C.lpa_options_fail(into, message)
		return
	}
	json, length := bytesOf(given)
	C.lpa_options_set_json(into, json, length)
}

//export goRelease
func goRelease(provider C.uintptr_t) {
	cgo.Handle(provider).Delete()
}
