package native

/*
#include "calls.h"
*/
import "C"

import "sync/atomic"

// How weighty a line of the log is. Listen takes 0 for none.
const (
	Error uint32 = 1 + iota
	Warn
	Info
	Debug
)

// Line takes a line of the log by how weighty it is. It may come from several goroutines at once.
type Line func(level uint32, line string)

var line atomic.Pointer[Line]

// Listen hands the lines from this level on to a function, in place of the one before.
func Listen(least uint32, take Line) {
	line.Store(&take)
	C.go_log(C.uint32_t(least))
}

// goLog waits for a goroutine that takes the line: on the thread that C calls on, it could not make
// calls of its own, nor end.
//
//export goLog
func goLog(level C.uint32_t, text *C.char) {
	take := line.Load()
	if take == nil {
		return
	}
	taken := make(chan struct{})
	go func() {
		defer close(taken)
		(*take)(uint32(level), C.GoString(text))
	}()
	<-taken
}
