package lastpassadmin_test

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

func TestAClosedClientRefusesEveryCall(t *testing.T) {
	own, tenant, lp := alone(t)
	if err := get(t.Context(), lp); err != nil {
		t.Fatal(err)
	}
	other := must(lp.WithOptions(lastpassadmin.WithMaxRetries(0)))(t)
	pager := lp.Users.ListPages(t.Context(), sized(10))
	for range 2 {
		if err := lp.Close(); err != nil {
			t.Error(err)
		}
	}
	own.UntilUnconnected(t)
	asked := tenant.Hits("")
	for name, use := range map[string]func() error{
		"a call":              func() error { return get(t.Context(), lp) },
		"with other options":  func() error { return get(t.Context(), other) },
		"a list":              func() error { return collect(lp.Users.ListPages(t.Context(), nil)) },
		"a list begun before": func() error { return collect(pager) },
		"a check":             func() error { _, err := lp.Check(t.Context()); return err },
		"a view":              func() error { _, err := lp.IAM.Me(t.Context()); return err },
		"other options":       func() error { _, err := lp.WithOptions(); return err },
	} {
		t.Run(name, func(t *testing.T) {
			found := expectKind(t, use(), lastpassadmin.ErrConfiguration)
			equal(t, "delivery", found.Delivery, notSent)
			if !strings.Contains(found.Message, "closed") {
				t.Errorf("the message is %q", found.Message)
			}
		})
	}
	equal(t, "requests", tenant.Hits(""), asked)
}

func TestClosingWaitsForNothingAndCallsThatAreUnderWayComeToTheirEnd(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t)
	tenant.Fault("getUser", J{"delay": J{"before_ms": 300}})
	lp := clientOf(t, tenant)
	ended := begun(func() error { return get(t.Context(), lp) })
	tenant.UntilAsked("getUser", 1)
	start := time.Now()
	lp.Close()
	if took := time.Since(start); took > 200*time.Millisecond {
		t.Errorf("it waited for %s", took)
	}
	if err := inTime(t, ended); err != nil {
		t.Errorf("the call was cut off: %v", err)
	}
}

func TestAClientMayBeClosedByWhomeverWhileOthersUseIt(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t)
	for range 20 {
		lp := clientOf(t, tenant)
		var done sync.WaitGroup
		for range 8 {
			done.Add(1)
			go func() {
				defer done.Done()
				for range 5 {
					if err := get(t.Context(), lp); err != nil {
						expectKind(t, err, lastpassadmin.ErrConfiguration)
					}
					for _, err := range lp.Users.List(t.Context(), sized(5)) {
						if err != nil {
							expectKind(t, err, lastpassadmin.ErrConfiguration)
						}
						break
					}
				}
			}()
		}
		for range 3 {
			done.Add(1)
			go func() {
				defer done.Done()
				time.Sleep(time.Millisecond)
				lp.Close()
			}()
		}
		done.Wait()
	}
}

func TestOneClientServesAThousandGoroutines(t *testing.T) {
	own := sandbox.Start(t)
	tenant := own.Tenant(t, J{"users": 1_000, "recorded_requests": 0})
	lp := clientOf(t, tenant)
	var done sync.WaitGroup
	for at := range 1_000 {
		done.Add(1)
		go func() {
			defer done.Done()
			id := int64(adaID + at)
			switch at % 10 {
			case 0:
				users, err := lp.Users.ListPages(t.Context(), sized(500)).Collect()
				if err != nil || len(users) != 1_000 {
					t.Errorf("%d users: %v", len(users), err)
				}
			case 1:
				_, err := lp.Users.Get(t.Context(), 4)
				expectKind(t, err, lastpassadmin.ErrNotFound)
			default:
				user, err := lp.Users.Get(t.Context(), id)
				if err != nil || *user.ID != id {
					t.Errorf("asked for %d: %+v, %v", id, user, err)
				}
			}
		}()
	}
	done.Wait()
	// One for each call that is under way, and for each page that is read ahead.
	if now := own.Traffic(t); now.Connections > 64+100 {
		t.Errorf("%d connections are open", now.Connections)
	}
}

func TestClientsWithOtherOptionsShareConnections(t *testing.T) {
	own, _, lp := alone(t)
	for range 20 {
		other := must(lp.WithOptions(lastpassadmin.WithTimeout(time.Minute)))(t)
		if err := get(t.Context(), other); err != nil {
			t.Fatal(err)
		}
	}
	if now := own.Traffic(t); now.Connections != 1 {
		t.Errorf("%d connections are open", now.Connections)
	}
}

func TestAClientIsPrintedWithoutSecrets(t *testing.T) {
	tenant, lp := company(t)
	printed := fmt.Sprintf("%v %+v %#v %+v", lp, lp, lp, *lp)
	for _, secret := range []string{tenant.APIKey, tenant.Provhash} {
		if strings.Contains(printed, secret) {
			t.Error("a secret is printed")
		}
	}
	for at := range reflect.TypeFor[lastpassadmin.Client]().NumField() {
		field := reflect.ValueOf(lp).Elem().Field(at)
		if field.Kind() == reflect.Pointer && field.IsNil() {
			t.Errorf("%s is nil", reflect.TypeFor[lastpassadmin.Client]().Field(at).Name)
		}
	}
}
