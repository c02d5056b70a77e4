package lastpassadmin_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

// lines keeps the lines of a log.
type lines struct {
	lock sync.Mutex
	kept []slog.Record
}

func (l *lines) add(record slog.Record) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.kept = append(l.kept, record)
}

func (l *lines) levels() []slog.Level {
	l.lock.Lock()
	defer l.lock.Unlock()
	levels := []slog.Level{}
	for _, record := range l.kept {
		levels = append(levels, record.Level)
	}
	return levels
}

// text is all that a logger could write of them.
func (l *lines) text() string {
	l.lock.Lock()
	defer l.lock.Unlock()
	var text bytes.Buffer
	writer := slog.NewJSONHandler(&text, &slog.HandlerOptions{Level: slog.LevelDebug})
	for _, record := range l.kept {
		writer.Handle(context.Background(), record)
	}
	return text.String()
}

// handler hands lines from a level on to whoever takes them.
type handler struct {
	least slog.Leveler
	take  func(slog.Record)
}

func (h handler) Enabled(_ context.Context, level slog.Level) bool { return level >= h.least.Level() }
func (h handler) Handle(_ context.Context, record slog.Record) error {
	h.take(record)
	return nil
}
func (h handler) WithAttrs([]slog.Attr) slog.Handler { return h }
func (h handler) WithGroup(string) slog.Handler      { return h }

// logged gives the lines of some calls.
func logged(t *testing.T, least slog.Leveler, use func()) *lines {
	t.Helper()
	kept := new(lines)
	lastpassadmin.SetLogger(slog.New(handler{least, kept.add}))
	t.Cleanup(func() { lastpassadmin.SetLogger(nil) })
	use()
	lastpassadmin.SetLogger(nil)
	return kept
}

func TestAnAttemptIsALine(t *testing.T) {
	_, lp := company(t)
	found := logged(t, slog.LevelDebug, func() { get(t.Context(), lp) })
	equal(t, "levels", found.levels(), []slog.Level{slog.LevelDebug})
	text := found.text()
	for _, part := range []string{"users.get", "GET", "200"} {
		if !strings.Contains(text, part) {
			t.Errorf("%s is not in %s", part, text)
		}
	}
	// The path's template, not the path.
	if strings.Contains(text, "80001") {
		t.Errorf("the line is %s", text)
	}
}

func TestSendingAgainIsAWarning(t *testing.T) {
	tenant, lp := company(t)
	tenant.Fault("getUser", status(503), once)
	found := logged(t, slog.LevelDebug, func() { get(t.Context(), lp) })
	equal(t, "levels", found.levels(), []slog.Level{slog.LevelDebug, slog.LevelWarn, slog.LevelDebug})
}

func TestALevelLeavesOutWhatIsLighterAtAnyTime(t *testing.T) {
	tenant, lp := company(t)
	level := new(slog.LevelVar)
	for _, each := range []struct {
		level slog.Level
		lines int
	}{{slog.LevelWarn, 1}, {slog.LevelDebug, 3}, {slog.LevelError, 0}, {slog.LevelInfo, 1}, {slog.LevelDebug - 4, 3}} {
		level.Set(each.level)
		tenant.Fault("getUser", status(503), once)
		found := logged(t, level, func() { get(t.Context(), lp) })
		equal(t, each.level.String(), len(found.levels()), each.lines)
	}
	kept := logged(t, level, func() {
		level.Set(slog.LevelError)
		get(t.Context(), lp)
		level.Set(slog.LevelDebug)
		get(t.Context(), lp)
	})
	equal(t, "a level that changes", len(kept.levels()), 1)
}

func TestASecondLoggerTakesThePlaceOfTheFirst(t *testing.T) {
	_, lp := company(t)
	second := new(lines)
	first := logged(t, slog.LevelDebug, func() {
		lastpassadmin.SetLogger(slog.New(handler{slog.LevelDebug, second.add}))
		get(t.Context(), lp)
	})
	get(t.Context(), lp)
	equal(t, "lines", []int{len(first.levels()), len(second.levels())}, []int{0, 1})
}

func TestALoggerThatFailsDoesNotFailTheCall(t *testing.T) {
	_, lp := company(t)
	for name, take := range map[string]func(slog.Record){
		"it panics": func(slog.Record) { panic("the disk is full") },
		"it sets another logger": func(slog.Record) {
			lastpassadmin.SetLogger(nil)
		},
		"it takes the lines": func(slog.Record) {},
	} {
		t.Run(name, func(t *testing.T) {
			lastpassadmin.SetLogger(slog.New(handler{slog.LevelDebug, take}))
			t.Cleanup(func() { lastpassadmin.SetLogger(nil) })
			if err := inTime(t, begun(func() error { return get(t.Context(), lp) })); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestALoggerMayCallThePackage(t *testing.T) {
	_, lp := company(t)
	_, other := company(t)
	var (
		isInside atomic.Bool
		failure  error
	)
	logged(t, slog.LevelDebug, func() {
		lastpassadmin.SetLogger(slog.New(handler{slog.LevelDebug, func(slog.Record) {
			// What it calls is logged, too.
			if !isInside.Swap(true) {
				failure = get(t.Context(), other)
			}
		}}))
		if err := inTime(t, begun(func() error { return get(t.Context(), lp) })); err != nil {
			t.Error(err)
		}
	})
	if failure != nil {
		t.Errorf("the call of the logger: %v", failure)
	}
}

// manyCalls makes so many calls at a time, with a logger, and gives the number of its lines.
func manyCalls(t *testing.T, lp *lastpassadmin.Client, count int, take func()) func() int {
	t.Helper()
	kept := new(lines)
	lastpassadmin.SetLogger(slog.New(handler{slog.LevelDebug, func(record slog.Record) {
		take()
		kept.add(record)
	}}))
	t.Cleanup(func() { lastpassadmin.SetLogger(nil) })
	var ended []<-chan error
	for range count {
		ended = append(ended, begun(func() error { return get(t.Context(), lp) }))
	}
	for _, call := range ended {
		if err := inTime(t, call); err != nil {
			t.Error(err)
		}
	}
	return func() int { return len(kept.levels()) }
}

// come waits until there are so many lines.
func come(t *testing.T, lines func() int, count int) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); lines() < count && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	equal(t, "lines", lines(), count)
}

func TestEveryLineOfManyCallsComes(t *testing.T) {
	_, lp := company(t)
	come(t, manyCalls(t, lp, 500, func() {}), 500)
}

func TestALoggerMayCallThePackageWhileManyCallsAreMade(t *testing.T) {
	_, lp := company(t)
	var inside atomic.Int32
	lines := manyCalls(t, lp, 200, func() {
		// What it calls is logged, too.
		if inside.Add(1) <= 5 {
			get(t.Context(), lp)
			collect(lp.Users.ListPages(t.Context(), sized(10)))
		}
	})
	// A call and three pages in each of the five.
	come(t, lines, 200+5*4)
}

func TestLoggersAreChangedWhileOthersCall(t *testing.T) {
	_, lp := company(t)
	ended := begun(func() error {
		for range 200 {
			if err := get(t.Context(), lp); err != nil {
				return err
			}
		}
		return nil
	})
	kept := new(lines)
	for turn := range 200 {
		logger := slog.New(handler{slog.LevelDebug, kept.add})
		if turn%2 == 0 {
			logger = nil
		}
		lastpassadmin.SetLogger(logger)
	}
	if err := inTime(t, ended); err != nil {
		t.Error(err)
	}
	lastpassadmin.SetLogger(nil)
}

func TestNoSecretAndNoAddressIsLogged(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t)
	lp := clientOf(t, tenant)
	ctx := t.Context()
	found := logged(t, slog.LevelDebug, func() {
		params := &lastpassadmin.UsersListParams{Email: lastpassadmin.Ptr(ada), Name: lastpassadmin.Ptr("Ada%")}
		collect(lp.Users.ListPages(ctx, params))
		create(ctx, lp)
		lp.Provisioning.Users.Get(ctx, nobody)
		lp.Provisioning.Users.Add(ctx, []lastpassadmin.BatchAddUser{{Username: grace, Password: secret("First-login-1")}})
		lp.Provisioning.Sites.Push(ctx, &lastpassadmin.ProvisioningSitesPushParams{
			Users: ada, URL: "https://p.example", Name: "P", Password: secret("Pushed-1"),
		})
		lp.Request(ctx, "GET", "/v1/users", &lastpassadmin.RequestParams{Query: map[string]string{"email": ada}})
		lp.IAM.Users.Get(ctx, ada, nil)
		lp.Check(ctx)
	})
	if lines := len(found.levels()); lines < 8 {
		t.Errorf("only %d lines were logged", lines)
	}
	text := found.text()
	secrets := []string{tenant.APIKey, tenant.Provhash, tenant.Environment["LASTPASS_CID"], "First-login-1", "Pushed-1"}
	for place, never := range append(secrets, "@", "Ada", "p.example") {
		if strings.Contains(text, never) {
			t.Errorf("text %d is logged", place)
		}
	}
}

func secret(text lastpassadmin.Secret) *lastpassadmin.Secret {
	return &text
}
