package lastpassadmin_test

import (
	"fmt"
	"testing"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

func TestTimeLimitsHold(t *testing.T) {
	for name, each := range map[string]struct {
		fault  any
		option lastpassadmin.Option
	}{
		"the whole call":     {sandbox.Slow, lastpassadmin.WithTimeout(150 * time.Millisecond)},
		"an attempt":         {sandbox.Slow, lastpassadmin.WithAttemptTimeout(150 * time.Millisecond)},
		"between two pieces": {J{"stall": J{"after_bytes": 10}}, lastpassadmin.WithReadTimeout(150 * time.Millisecond)},
	} {
		t.Run(name, func(t *testing.T) {
			tenant, lp := company(t)
			tenant.Fault("getUser", each.fault)
			start := time.Now()
			_, err := lp.Users.Get(t.Context(), adaID, each.option, lastpassadmin.WithMaxRetries(0))
			took := time.Since(start)
			expectKind(t, err, lastpassadmin.ErrTimeout)
			if took < 149*time.Millisecond || took > 3*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}

func TestACallIsSentAgainSoOften(t *testing.T) {
	for _, retries := range []int{0, 1, 4} {
		t.Run(fmt.Sprint(retries), func(t *testing.T) {
			tenant, lp := company(t)
			tenant.Fault("getUser", status(503))
			_, err := lp.Users.Get(t.Context(), adaID, lastpassadmin.WithMaxRetries(retries))
			equal(t, "attempts", expectKind(t, err, lastpassadmin.ErrServer).Attempts, retries+1)
			equal(t, "requests", tenant.Hits("getUser"), retries+1)
		})
	}
}

func TestHeadersAndQueryParametersGoAlong(t *testing.T) {
	tenant, lp := company(t)
	tenant.Quirks(J{"unknown_query_parameter": "ignore"})
	_, err := lp.Users.Get(t.Context(), adaID,
		lastpassadmin.WithHeader("X-Request-Id", "abc-1"),
		lastpassadmin.WithHeader("pageSize", "it"),
		lastpassadmin.WithQuery("expand", "a&b=c d"),
		lastpassadmin.WithQuery("pageSize", "1"),
		lastpassadmin.WithQuery("ü\"", "\\"),
	)
	if err != nil {
		t.Fatal(err)
	}
	last := tenant.Last()
	equal(t, "headers", []string{last.Headers["x-request-id"], last.Headers["pagesize"]}, []string{"abc-1", "it"})
	equal(t, "query", last.Query, sandbox.Fields{"expand": "a&b=c d", "pageSize": "1", "ü\"": "\\"})
}

func TestOptionsOfACallGoOverThoseOfTheClient(t *testing.T) {
	tenant, lp := company(t, lastpassadmin.WithMaxRetries(1), lastpassadmin.WithHeader("x-team", "client"))
	tenant.Fault("getUser", status(503))
	other := must(lp.WithOptions(lastpassadmin.WithMaxRetries(3)))(t)
	for name, each := range map[string]struct {
		use      func() error
		attempts int
	}{
		"of the client":     {func() error { return get(t.Context(), lp) }, 2},
		"of another client": {func() error { return get(t.Context(), other) }, 4},
		"of the call": {func() error {
			_, err := other.Users.Get(t.Context(), adaID, lastpassadmin.WithMaxRetries(0))
			return err
		}, 1},
		"of an empty call": {func() error { _, err := must(other.WithOptions())(t).Users.Get(t.Context(), adaID); return err }, 4},
	} {
		t.Run(name, func(t *testing.T) {
			equal(t, "attempts", problem(t, each.use()).Attempts, each.attempts)
		})
	}
	equal(t, "the header of the client", tenant.Last().Headers["x-team"], "client")
}

func TestOptionsHoldForEachPageOfAList(t *testing.T) {
	tenant, lp := company(t)
	list := lp.Users.List(t.Context(), sized(10), lastpassadmin.WithHeader("x-team", "it"))
	for _, err := range list {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, seen := range tenant.Seen() {
		equal(t, "header", seen.Headers["x-team"], "it")
	}
}

func TestManyUsersGoInRequestsOfSoMany(t *testing.T) {
	tenant, lp := company(t)
	users := []string{ada, bob, eve, "user00003@example.com", "user00004@example.com"}
	start := time.Now()
	_, err := lp.Provisioning.Users.Enable(t.Context(), users,
		lastpassadmin.WithChunkSize(2), lastpassadmin.WithChunkPause(50*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "requests", tenant.Hits("reactivateuser")+tenant.Hits("enableuser"), 3)
	if took := time.Since(start); took < 100*time.Millisecond {
		t.Errorf("it took %s", took)
	}
}

func TestNotFoundIsASuccessWhereADeletionWasSentTwice(t *testing.T) {
	tenant, lp := company(t)
	tenant.Fault("deleteUser", "reset-after", once)
	if err := lp.Users.Delete(t.Context(), 80010, lastpassadmin.WithGoneIsDeleted(true)); err != nil {
		t.Error(err)
	}
	expectKind(t, lp.Users.Delete(t.Context(), 80010, lastpassadmin.WithGoneIsDeleted(true)), lastpassadmin.ErrNotFound)
}
