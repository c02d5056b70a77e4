// Command leaks tells the resident memory over many calls, or over many clients: it prints samples in MiB as a JSON list.
// Linux only.
//
// Run by `cargo xtask bench go --leaks`, with the server and the credentials in the environment:
//
//	leaks <calls|clients>
//
// The first half is warm-up. The least of some looks is a sample: the garbage collector works when it likes.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

const (
	inFlight = 32
	ada      = 80001
	nobody   = 1
	looks    = 100
	samples  = 10
)

// memory is what was seen.
type memory struct {
	lock sync.Mutex
	seen []float64
}

// look looks at some of so many turns.
func (m *memory) look(turn, turns int) error {
	if turn%(turns/2/looks) != 0 {
		return nil
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	// In the warm-up as well: what clients hold that were left open is not Go's, and would first pile up for as long as Go's own
	// heap is small.
	debug.FreeOSMemory()
	if turn <= turns/2 {
		return nil
	}
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return err
	}
	pages, err := strconv.Atoi(string(bytes.Fields(text)[1]))
	m.seen = append(m.seen, float64(pages*os.Getpagesize())/(1<<20))
	return err
}

// calls makes many calls with one client, some at once.
func calls(ctx context.Context, seen *memory) error {
	const turns = 100_000
	lp, err := lastpassadmin.New(lastpassadmin.WithMaxRetries(0))
	if err != nil {
		return err
	}
	defer lp.Close()
	var (
		next   atomic.Int64
		done   sync.WaitGroup
		faults = make([]error, inFlight)
	)
	for worker := range inFlight {
		done.Add(1)
		go func() {
			defer done.Done()
			for turn := int(next.Add(1)); turn <= turns && faults[worker] == nil; turn = int(next.Add(1)) {
				faults[worker] = errors.Join(call(ctx, lp, turn), seen.look(turn, turns))
			}
		}()
	}
	done.Wait()
	return errors.Join(faults...)
}

// call does one of these: most calls read a user; one in ten fails, one reads a page, one begins a list and leaves it, one is
// cancelled.
func call(ctx context.Context, lp *lastpassadmin.Client, turn int) error {
	size := lastpassadmin.Ptr(5)
	switch turn % 10 {
	case 0:
		_, err := lp.Users.Get(ctx, nobody)
		return unless(err, lastpassadmin.ErrNotFound)
	case 1:
		pager := lp.Users.ListPages(ctx, &lastpassadmin.UsersListParams{PageSize: size})
		defer pager.Close()
		_, err := pager.Next()
		return err
	case 2:
		for _, err := range lp.Provisioning.Users.List(ctx, &lastpassadmin.ProvisioningUsersListParams{PageSize: size}) {
			return err
		}
		return nil
	case 3:
		ctx, cancel := context.WithCancel(ctx)
		go cancel()
		_, err := lp.Users.Get(ctx, ada)
		return unless(err, context.Canceled)
	default:
		_, err := lp.Users.Get(ctx, ada)
		return err
	}
}

// unless gives an error that is not the one that may come.
func unless(err, expected error) error {
	if errors.Is(err, expected) {
		return nil
	}
	return err
}

// clients makes many clients, and closes every other one.
func clients(ctx context.Context, seen *memory) error {
	const turns = 10_000
	for turn := 1; turn <= turns; turn++ {
		lp, err := lastpassadmin.New(lastpassadmin.WithMaxRetries(0))
		if err == nil {
			_, err = lp.Users.Get(ctx, ada)
		}
		if turn%2 == 0 {
			err = errors.Join(err, lp.Close())
		}
		if err := errors.Join(err, seen.look(turn, turns)); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	loops := map[string]func(context.Context, *memory) error{"calls": calls, "clients": clients}
	var seen memory
	if err := loops[os.Args[1]](context.Background(), &seen); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var least []float64
	for chunk := range slices.Chunk(seen.seen, looks/samples) {
		least = append(least, slices.Min(chunk))
	}
	json.NewEncoder(os.Stdout).Encode(least)
}
