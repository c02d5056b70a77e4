package native

import (
	"errors"
	"sync"
)

// ErrClosed is what a call gives that comes after its client, or its list, was closed.
var ErrClosed = errors.New("closed")

// owned counts who uses something of C's: it is freed once it is closed and nobody uses it any more.
type owned struct {
	mu     sync.Mutex
	users  int
	closed bool
	free   func()
}

// use says whether it may be used; done has to follow.
func (o *owned) use() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return false
	}
	o.users++
	return true
}

func (o *owned) done() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.users--
	o.freeUnused()
}

// Close ends it. Whoever uses it may go on.
func (o *owned) Close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.closed = true
	o.freeUnused()
}

func (o *owned) freeUnused() {
	if o.closed && o.users == 0 && o.free != nil {
		o.free()
		o.free = nil
	}
}
