package native

/*
#include "calls.h"
*/
import "C"

import (
	"fmt"
	"sync"
	"sync/atomic"
)

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

// goLog hands a line over on another goroutine: on the thread that C calls on, it could not make
// calls of its own, nor end. A thread that makes a call waits for that goroutine. The thread that
// drives many calls does not: who takes the line may wait for one of them.
//
//export goLog
func goLog(level C.uint32_t, text *C.char, waits C.bool) {
	said := logLine{uint32(level), C.GoString(text)}
	if !waits {
		behind.add(said)
		return
	}
	taken := make(chan struct{})
	go func() {
		defer close(taken)
		said.handOver()
	}()
	<-taken
}

// logLine is a line of the log.
type logLine struct {
	level uint32
	text  string
}

func (l logLine) handOver() {
	if take := line.Load(); take != nil {
		(*take)(l.level, l.text)
	}
}

// mostBehind is how many lines wait for a logger that is slower than the calls; further ones are counted.
const mostBehind = 10_000

// behind are lines that nobody waits for. While there are any, one goroutine hands them over in
// their order.
var behind backlog

type backlog struct {
	mu      sync.Mutex
	lines   []logLine
	left    int
	isTaken bool
}

func (b *backlog) add(said logLine) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.lines) == mostBehind {
		b.left++
		return
	}
	b.lines = append(b.lines, said)
	if !b.isTaken {
		b.isTaken = true
		go b.handOver()
	}
}

func (b *backlog) handOver() {
	for {
		b.mu.Lock()
		lines, left := b.lines, b.left
		b.lines, b.left = nil, 0
		b.isTaken = len(lines) > 0
		b.mu.Unlock()
		if len(lines) == 0 {
			return
		}
		for _, said := range lines {
			said.handOver()
		}
		if left > 0 {
			logLine{Warn, fmt.Sprintf("%d lines of the log are left out: the logger is slower than the calls", left)}.handOver()
		}
	}
}
