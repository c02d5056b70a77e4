package lastpassadmin_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"
	"weak"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

// usage is how much of the machine the process uses: its memory in KiB, its threads and its open files.
type usage struct {
	memory, threads, files, goroutines int
}

func used(t testing.TB) usage {
	t.Helper()
	debug.FreeOSMemory()
	status := must(os.ReadFile("/proc/self/statm"))(t)
	pages := must(strconv.Atoi(string(bytes.Fields(status)[1])))(t)
	return usage{
		memory:     pages * os.Getpagesize() / 1024,
		threads:    len(must(os.ReadDir("/proc/self/task"))(t)),
		files:      len(must(os.ReadDir("/proc/self/fd"))(t)),
		goroutines: runtime.NumGoroutine(),
	}
}

func TestNothingGrowsHoweverLongAProgramRuns(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t, J{"recorded_requests": 0})
	lp := clientOf(t, tenant)
	ctx := t.Context()
	acts := map[string]func(){
		"calls":    func() { get(ctx, lp) },
		"failures": func() { lp.Users.Get(ctx, 4) },
		"refusals": func() { lp.Provisioning.Users.Get(ctx, "") },
		"writes":   func() { lp.Provisioning.Users.Disable(ctx, []string{ada, bob}) },
		"lists":    func() { lp.Users.ListPages(ctx, sized(5)).Collect() },
		"lists that are left": func() {
			for range lp.Users.List(ctx, sized(5)) {
				break
			}
		},
		"lists that are closed": func() {
			pager := lp.Users.ListPages(ctx, sized(5))
			pager.Next()
			pager.Close()
		},
		"lists that are forgotten": func() { lp.Users.ListPages(ctx, sized(5)).Next() },
		"lists that nobody reads":  func() { lp.Users.ListPages(ctx, nil) },
		"calls that are given up": func() {
			ctx, cancel := context.WithCancel(ctx)
			go cancel()
			get(ctx, lp)
		},
		"other options": func() {
			other, _ := lp.WithOptions(lastpassadmin.WithMaxRetries(0))
			get(ctx, other)
		},
		"log lines": func() {
			lastpassadmin.SetLogger(slog.New(handler{slog.LevelDebug, func(slog.Record) {}}))
			get(ctx, lp)
			lastpassadmin.SetLogger(nil)
		},
		"clients": func() {
			other, _ := lastpassadmin.New(settings(tenant)...)
			get(ctx, other)
			other.Close()
		},
		"clients that are forgotten": func() {
			other, _ := lastpassadmin.New(settings(tenant)...)
			get(ctx, other)
			// How much garbage there is at a time is not what is looked at.
			runtime.GC()
		},
		"functions of credentials": func() {
			give := func(context.Context) (lastpassadmin.Credentials, error) { return credentialsOf(tenant), nil }
			other, _ := lastpassadmin.New(reaching(tenant, lastpassadmin.WithCredentials(give))...)
			get(ctx, other)
			other.Close()
		},
	}
	for name, act := range acts {
		t.Run(name, func(t *testing.T) {
			const times = 150
			for range times {
				act()
			}
			before := settled(t)
			for range times {
				act()
			}
			after := settled(t)
			// What the garbage collectors and the allocators keep goes up and down; a leak of 20 KiB for each would show.
			if grown := after.memory - before.memory; grown > 3*1024 && !isRaceDetected() {
				t.Errorf("it takes %d KiB more", grown)
			}
			if after.threads > before.threads+8 || after.files > before.files+8 || after.goroutines > before.goroutines+4 {
				t.Errorf("it uses %+v, and %+v before", after, before)
			}
		})
	}
}

func TestManyCallsAtATimeTakeFewThreads(t *testing.T) {
	own, tenant, lp := alone(t)
	if err := get(t.Context(), lp); err != nil {
		t.Fatal(err)
	}
	tenant.Fault("getUser", sandbox.Slow)
	ctx, cancel := context.WithCancel(t.Context())
	before := used(t)
	var ended []<-chan error
	for range 64 {
		ended = append(ended, begun(func() error { return get(ctx, lp) }))
	}
	tenant.UntilAsked("getUser", 1+64)
	if now := used(t); now.threads > before.threads+12 {
		t.Errorf("%d threads, and %d before", now.threads, before.threads)
	}
	cancel()
	for _, call := range ended {
		expectCancelled(t, inTime(t, call), context.Canceled)
	}
	own.UntilDropped(t, 64)
	if after := settled(t); after.goroutines > before.goroutines+4 {
		t.Errorf("%d goroutines are left, and %d were there before", after.goroutines, before.goroutines)
	}
}

// isRaceDetected tells whether the race detector is on, which remembers who touched what.
func isRaceDetected() bool {
	built, _ := debug.ReadBuildInfo()
	return slices.ContainsFunc(built.Settings, func(setting debug.BuildSetting) bool {
		return setting.Key == "-race" && setting.Value == "true"
	})
}

// settled is what is used once everything that was let go is gone: the least of some looks.
func settled(t testing.TB) usage {
	t.Helper()
	least := used(t)
	for range 10 {
		time.Sleep(10 * time.Millisecond)
		now := used(t)
		least = usage{
			memory:     min(least.memory, now.memory),
			threads:    min(least.threads, now.threads),
			files:      min(least.files, now.files),
			goroutines: min(least.goroutines, now.goroutines),
		}
	}
	return least
}

// untilGone waits until the garbage collector has found out that something is garbage.
func untilGone[T any](t testing.TB, what string, reference weak.Pointer[T]) {
	t.Helper()
	sandbox.Until(t, what, func() bool {
		runtime.GC()
		return reference.Value() == nil
	})
}

func TestAClientThatNobodyHoldsClosesItsConnections(t *testing.T) {
	own := sandbox.Start(t)
	tenant := own.Tenant(t)
	held := func() weak.Pointer[lastpassadmin.Client] {
		lp, err := lastpassadmin.New(settings(tenant)...)
		if err != nil {
			t.Fatal(err)
		}
		if err := get(t.Context(), lp); err != nil {
			t.Fatal(err)
		}
		return weak.Make(lp)
	}()
	equal(t, "connections", own.Traffic(t).Connections, 1)
	untilGone(t, "the client", held)
	sandbox.Until(t, "no connection left", func() bool {
		runtime.GC()
		return own.Traffic(t).Connections == 0
	})
}

func TestWhatHangsOffAClientHoldsIt(t *testing.T) {
	own := sandbox.Start(t)
	tenant := own.Tenant(t)
	lp := must(lastpassadmin.New(settings(tenant)...))(t)
	users, pager := lp.Users, lp.Users.ListPages(t.Context(), sized(5))
	lp = nil
	for range 5 {
		runtime.GC()
		time.Sleep(5 * time.Millisecond)
	}
	if _, err := users.Get(t.Context(), adaID); err != nil {
		t.Errorf("the resource: %v", err)
	}
	users = nil
	for range 5 {
		runtime.GC()
		time.Sleep(5 * time.Millisecond)
	}
	equal(t, "the list", idsOf(must(pager.Collect())(t)), all)
}

func TestAListThatNobodyHoldsEndsItsReadingAhead(t *testing.T) {
	own, tenant, lp := alone(t)
	tenant.Fault("listUsers", sandbox.Slow, after(2))
	held := func() weak.Pointer[lastpassadmin.Pager[lastpassadmin.CompanyUser]] {
		pager := lp.Users.ListPages(t.Context(), sized(5))
		must(pager.Next())(t)
		must(pager.Next())(t)
		tenant.UntilAsked("listUsers", 3)
		return weak.Make(pager)
	}()
	untilGone(t, "the list", held)
	own.UntilDropped(t, 1)
}

func TestWhatWasReadOutlivesItsClient(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t)
	users := func() []lastpassadmin.ProvisioningUser {
		lp := must(lastpassadmin.New(settings(tenant)...))(t)
		defer lp.Close()
		return must(lp.Provisioning.Users.ListPages(t.Context(), nil).Collect())(t)
	}()
	before := written(t, users)
	var done sync.WaitGroup
	for range 4 {
		done.Add(1)
		go func() {
			defer done.Done()
			for range 20 {
				runtime.GC()
				_ = fmt.Sprint(make([]byte, 1<<16))
			}
		}()
	}
	done.Wait()
	equal(t, "the users", written(t, users), before)
}
