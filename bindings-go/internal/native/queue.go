package native

/*
#include "calls.h"
*/
import "C"

import (
	"runtime"
	"sync"
	"unsafe"
)

// most is how many ends of calls are taken at once.
const most = 64

// queue holds the calls of the process that go on in the background. While there are any, one
// goroutine waits for their ends: a thread for each of them would sleep and wake for each answer.
var queue struct {
	native func() *C.lpa_queue

	mu    sync.Mutex
	last  uint64
	calls map[uint64]*queued
	// How many are under way, and whether someone waits for them. A call may end before it is
	// counted: then they are fewer than none, for a moment.
	underWay int
	awaited  bool
}

// queued is a call in the background.
type queued struct {
	ended   chan struct{}
	answer  *C.lpa_answer
	failure *C.lpa_error
}

// spare are for later calls.
var spare = sync.Pool{New: func() any { return &queued{ended: make(chan struct{}, 1)} }}

func init() {
	queue.native = sync.OnceValue(func() *C.lpa_queue { return C.lpa_queue_new() })
	queue.calls = make(map[uint64]*queued)
}

// CallInBackground makes a call as Call does. No thread waits for it alone.
func (c *Client) CallInBackground(call Call) (Answer, error) {
	if !c.use() {
		return Answer{}, ErrClosed
	}
	defer c.done()
	begun := spare.Get().(*queued)
	queue.mu.Lock()
	queue.last++
	number := queue.last
	queue.calls[number] = begun
	queue.mu.Unlock()

	arguments, argumentsLength := bytesOf(call.Arguments)
	options, optionsLength := bytesOf(call.Options)
	var failure *C.lpa_error
	status := C.go_begin(c.client, named(call.Operation), arguments, argumentsLength, options, optionsLength,
		call.Cancel.pointer(), queue.native(), C.uint64_t(number), &failure)
	runtime.KeepAlive(call.Cancel)
	if status != C.LPA_OK {
		queue.mu.Lock()
		delete(queue.calls, number)
		queue.mu.Unlock()
		return Answer{}, failed(failure)
	}

	queue.mu.Lock()
	queue.underWay++
	if queue.underWay > 0 && !queue.awaited {
		queue.awaited = true
		go await()
	}
	queue.mu.Unlock()
	<-begun.ended
	answer, failure := begun.answer, begun.failure
	spare.Put(begun)
	if failure != nil {
		return Answer{}, failed(failure)
	}
	return answered(answer), nil
}

// await tells the calls of their ends, until none is under way.
func await() {
	ends := make([]C.lpa_ended, most)
	for {
		count := int(C.lpa_queue_wait(queue.native(), -1, unsafe.SliceData(ends), most))
		queue.mu.Lock()
		for i := range ends[:count] {
			number := uint64(ends[i].number)
			call := queue.calls[number]
			delete(queue.calls, number)
			call.answer, call.failure = ends[i].answer, ends[i].error
			call.ended <- struct{}{}
		}
		queue.underWay -= count
		goesOn := queue.underWay > 0
		queue.awaited = goesOn
		queue.mu.Unlock()
		if !goesOn {
			return
		}
		// Those that were told go first: what they begin next is then waited for together.
		runtime.Gosched()
	}
}
