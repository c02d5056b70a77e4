package lastpassadmin_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

func TestEachKindOfError(t *testing.T) {
	for kind, failure := range failures {
		t.Run(string(kind), func(t *testing.T) {
			err := forced(t, failure)
			found := expectKind(t, err, kind)
			shown := fields{
				found.Number, found.Status, found.Attempts, found.Delivery, found.Operation, found.Parameter,
				found.Title, found.Detail, found.Instance, lastpassadmin.Value(found.RetryAfter), found.FieldErrors,
			}
			expected := failure.fields
			if expected.title == "" {
				// What else the vendor says is not compared.
				shown.title, shown.detail, shown.instance = "", "", ""
			}
			if expected.fieldErrors == nil {
				shown.fieldErrors = nil
			}
			equal(t, "fields", shown, expected)
			equal(t, "number of the kind", found.Kind.Number(), found.Number)
			for other := range failures {
				if other != kind && errors.Is(found, other) {
					t.Errorf("it is %s, too", other)
				}
			}
			if !strings.HasPrefix(err.Error(), found.Operation+": ") || strings.Contains(err.Error(), "{") {
				t.Errorf("printed is %q", err)
			}
			if len(found.Message) < 10 {
				t.Errorf("the message is %q", found.Message)
			}
			wrapped := fmt.Errorf("while offboarding: %w", err)
			if !errors.Is(wrapped, kind) || problem(t, wrapped) != found {
				t.Error("a wrapped error is not found")
			}
		})
	}
}

func TestEveryKindIsMetButThoseThatNoCallComesToByItself(t *testing.T) {
	numbers := map[int]bool{}
	for kind := range failures {
		numbers[kind.Number()] = true
	}
	for _, kind := range []lastpassadmin.ErrorKind{lastpassadmin.ErrCancelled, lastpassadmin.ErrInternal} {
		numbers[kind.Number()] = true
	}
	found := slices.Sorted(maps.Keys(numbers))
	for at, number := range found {
		if number != at+1 {
			t.Errorf("the numbers are %d", found)
		}
	}
	equal(t, "number of an unknown kind", lastpassadmin.ErrorKind("of tomorrow").Number(), 0)
}

func TestSomeUsersOfSeveral(t *testing.T) {
	outcome := expectKind(t, forced(t, failures[lastpassadmin.ErrPartial]), lastpassadmin.ErrPartial).Outcome
	if outcome == nil || len(outcome.Failed()) != 1 {
		t.Fatalf("the outcome is %+v", outcome)
	}
	equal(t, "failed", outcome.Failed()[0].Username, nobody)
	equal(t, "others", slices.Concat(outcome.Applied(), outcome.Unchanged()), []string{ada})
}

func TestAnOutcomeStandsInErrorsOfOtherKindsToo(t *testing.T) {
	tenant, lp := company(t)
	tenant.Fault("disableuser", status(503), after(1))
	users := []string{ada, bob, "user00003@example.com"}
	options := []lastpassadmin.Option{lastpassadmin.WithChunkSize(1), lastpassadmin.WithMaxRetries(0)}
	none, err := lp.Provisioning.Users.Disable(t.Context(), users, options...)
	found := problem(t, err)
	if none != nil || found.Outcome == nil {
		t.Fatalf("answered are %+v and %+v", none, found)
	}
	rows := found.Outcome.Rows
	equal(t, "the first", rows[0].State, lastpassadmin.RowStateApplied)
	equal(t, "the last", rows[2].State, lastpassadmin.RowStateNotSent)
}

func TestAFailureOfTheNetworkHasItsCauseDownToTheNumberOfTheSystem(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + listener.Addr().String() + "/business"
	listener.Close()
	lp := open(t, lastpassadmin.WithAPIKey(key), lastpassadmin.WithBusinessURL(url), lastpassadmin.WithMaxRetries(0))
	err = get(t.Context(), lp)
	equal(t, "delivery", expectKind(t, err, lastpassadmin.ErrConnection).Delivery, notSent)
	if !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("the causes are %#v", problem(t, err).Cause)
	}
}

func TestCheckTellsForEachCredentialWhetherItWorks(t *testing.T) {
	tenant, lp := company(t)
	tenant.Revoke("provhash")
	report := must(lp.Check(t.Context()))(t)
	if !report.Business.Works() || report.Provisioning.Works() || report.AllWork() {
		t.Errorf("the report is %+v", report)
	}
	expectKind(t, report.Provisioning.Err, lastpassadmin.ErrAuthentication)
	half := open(t, reaching(tenant, lastpassadmin.WithAPIKey(tenant.APIKey))...)
	report = must(half.Check(t.Context()))(t)
	if report.Provisioning != nil || !report.AllWork() || report.Business.Err != nil {
		t.Errorf("the report is %+v", report)
	}
}

func TestErrorsOfTestsCanBeMade(t *testing.T) {
	made := &lastpassadmin.Error{Kind: lastpassadmin.ErrNotFound, Operation: "users.get", Cause: context.Canceled}
	if !errors.Is(made, lastpassadmin.ErrNotFound) || !errors.Is(made, context.Canceled) {
		t.Errorf("%v is no such error", made)
	}
	if !strings.HasPrefix(made.Error(), "users.get: ") {
		t.Errorf("printed is %q", made)
	}
	var none *lastpassadmin.Error
	if errors.Is(error(made), lastpassadmin.ErrorKind("")) || errors.As(errors.New("another"), &none) {
		t.Error("any error is one of the package")
	}
}

func TestTheWaitThatTheServerAskedForIsKept(t *testing.T) {
	for name, each := range map[string]struct {
		fault    J
		expected *time.Duration
	}{
		"a fraction": {J{"too-many-requests": J{"retry_after": J{"fraction": 90.25}}}, lastpassadmin.Ptr(90250 * time.Millisecond)},
		"nothing":    {J{"too-many-requests": J{"retry_after": "none"}}, nil},
		"nonsense":   {J{"too-many-requests": J{"retry_after": "malformed"}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			tenant := sandbox.Shared().Tenant(t)
			tenant.Fault("getUser", each.fault)
			err := get(t.Context(), clientOf(t, tenant, lastpassadmin.WithMaxRetries(0)))
			equal(t, "wait", expectKind(t, err, lastpassadmin.ErrRateLimit).RetryAfter, each.expected)
		})
	}
}
