package native

/*
#include "calls.h"
*/
import "C"

// Cancel ends the call that was given it, from any goroutine.
type Cancel struct {
	owned
	token *C.lpa_cancel
}

// NewCancel makes one that is not fired. It has to be closed.
func NewCancel() *Cancel {
	token := C.lpa_cancel_new()
	return &Cancel{owned: owned{free: func() { C.lpa_cancel_free(token) }}, token: token}
}

// Fire ends the call, and every later one that is given it.
func (c *Cancel) Fire() {
	if c.use() {
		defer c.done()
		C.lpa_cancel_fire(c.token)
	}
}

// pointer is the token; nobody but who made it closes it, so it is there.
func (c *Cancel) pointer() *C.lpa_cancel {
	if c == nil {
		return nil
	}
	return c.token
}
