package lastpassadmin_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

// provided is a client whose credentials a function gives.
func provided(t *testing.T, tenant *sandbox.Tenant, give func(context.Context) (lastpassadmin.Credentials, error)) *lastpassadmin.Client {
	t.Helper()
	return open(t, reaching(tenant, lastpassadmin.WithCredentials(give))...)
}

func credentialsOf(tenant *sandbox.Tenant) lastpassadmin.Credentials {
	return lastpassadmin.Credentials{
		APIKey:   tenant.APIKey,
		CID:      tenant.Environment["LASTPASS_CID"],
		Provhash: tenant.Provhash,
	}
}

func TestCredentialsAreAskedForOnceWhenTheFirstRequestNeedsThem(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t)
	var asked atomic.Int32
	lp := provided(t, tenant, func(context.Context) (lastpassadmin.Credentials, error) {
		asked.Add(1)
		time.Sleep(50 * time.Millisecond)
		return credentialsOf(tenant), nil
	})
	equal(t, "asked before", asked.Load(), int32(0))
	var done sync.WaitGroup
	for range 10 {
		done.Add(1)
		go func() {
			defer done.Done()
			if err := get(t.Context(), lp); err != nil {
				t.Error(err)
			}
		}()
	}
	done.Wait()
	must(lp.Provisioning.Users.Get(t.Context(), ada))(t)
	other := must(lp.WithOptions(lastpassadmin.WithMaxRetries(0)))(t)
	must(other.Users.ListPages(t.Context(), nil).Collect())(t)
	equal(t, "asked", asked.Load(), int32(1))
}

func TestAFunctionThatFailsIsTheCauseAndIsAskedAgainWithTheNextCall(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t)
	own := errors.New("the vault is sealed")
	asked := 0
	lp := provided(t, tenant, func(context.Context) (lastpassadmin.Credentials, error) {
		if asked++; asked == 1 {
			return lastpassadmin.Credentials{}, own
		}
		return credentialsOf(tenant), nil
	})
	err := get(t.Context(), lp)
	expectKind(t, err, lastpassadmin.ErrConfiguration)
	if !errors.Is(err, own) {
		t.Errorf("the cause is %#v", problem(t, err).Cause)
	}
	if err := get(t.Context(), lp); err != nil {
		t.Error(err)
	}
	equal(t, "requests", tenant.Hits(""), 1)
}

func TestAFunctionThatDoesNotComeBackAsItShould(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t)
	for name, each := range map[string]struct {
		give func(context.Context) (lastpassadmin.Credentials, error)
		said string
	}{
		"it panics":               {func(context.Context) (lastpassadmin.Credentials, error) { panic("the vault is on fire") }, "panicked"},
		"it panics with an error": {func(context.Context) (lastpassadmin.Credentials, error) { panic(errors.New("mine")) }, "panicked"},
		"it panics with nothing":  {func(context.Context) (lastpassadmin.Credentials, error) { panic(nil) }, "panicked"},
		"it ends its goroutine":   {func(context.Context) (lastpassadmin.Credentials, error) { runtime.Goexit(); panic("never") }, ""},
		"a message with a NUL": {func(context.Context) (lastpassadmin.Credentials, error) {
			return lastpassadmin.Credentials{}, errors.New("a\x00b")
		}, ""},
		"a message without UTF-8": {func(context.Context) (lastpassadmin.Credentials, error) {
			return lastpassadmin.Credentials{}, errors.New("a\xffb")
		}, ""},
		"a message of nothing": {func(context.Context) (lastpassadmin.Credentials, error) {
			return lastpassadmin.Credentials{}, errors.New("")
		}, ""},
		"no credentials": {func(context.Context) (lastpassadmin.Credentials, error) { return lastpassadmin.Credentials{}, nil }, ""},
		"half of a pair": {func(context.Context) (lastpassadmin.Credentials, error) {
			return lastpassadmin.Credentials{Provhash: hash}, nil
		}, "cid"},
		"a key of another form": {func(context.Context) (lastpassadmin.Credentials, error) {
			return lastpassadmin.Credentials{APIKey: "nonsense"}, nil
		}, "api_key"},
		"a key with a NUL": {func(context.Context) (lastpassadmin.Credentials, error) {
			return lastpassadmin.Credentials{APIKey: key + "\x00"}, nil
		}, "api_key"},
		"a key that is not UTF-8": {func(context.Context) (lastpassadmin.Credentials, error) {
			return lastpassadmin.Credentials{APIKey: key + "\xff"}, nil
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			asked := tenant.Hits("")
			lp := provided(t, tenant, each.give)
			for range 2 {
				err := inTime(t, begun(func() error { return get(t.Context(), lp) }))
				if found := problem(t, err); found.Kind != lastpassadmin.ErrConfiguration && found.Kind != lastpassadmin.ErrInvalidArgument {
					t.Errorf("the error is %v", err)
				}
				if said := fmt.Sprint(err, problem(t, err).Cause); !strings.Contains(said, each.said) {
					t.Errorf("it says %q", said)
				}
				equal(t, "delivery", problem(t, err).Delivery, notSent)
			}
			equal(t, "requests", tenant.Hits("")-asked, 0)
		})
	}
}

func TestWhoGivesUpDoesNotWaitForTheFunction(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t)
	release := make(chan struct{})
	lp := provided(t, tenant, func(context.Context) (lastpassadmin.Credentials, error) {
		<-release
		return credentialsOf(tenant), nil
	})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	found := expectCancelled(t, inTime(t, begun(func() error { return get(ctx, lp) })), context.DeadlineExceeded)
	equal(t, "requests", tenant.Hits(""), 0)
	if found.Delivery == answered {
		t.Errorf("the delivery is %s", found.Delivery)
	}
	close(release)
	if err := get(t.Context(), lp); err != nil {
		t.Error(err)
	}
}

func TestTheFunctionIsTimeLimited(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t)
	release := make(chan struct{})
	defer close(release)
	lp := provided(t, tenant, func(context.Context) (lastpassadmin.Credentials, error) {
		<-release
		return lastpassadmin.Credentials{}, nil
	})
	_, err := lp.Users.Get(t.Context(), adaID, lastpassadmin.WithTimeout(100*time.Millisecond))
	expectKind(t, err, lastpassadmin.ErrTimeout)
}

func TestTheContextOfTheFunctionEndsWithTheClient(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t)
	begun, ended := make(chan struct{}), make(chan error, 1)
	lp := provided(t, tenant, func(ctx context.Context) (lastpassadmin.Credentials, error) {
		close(begun)
		<-ctx.Done()
		ended <- ctx.Err()
		return lastpassadmin.Credentials{}, ctx.Err()
	})
	go get(t.Context(), lp)
	<-begun
	lp.Close()
	if err := inTime(t, ended); !errors.Is(err, context.Canceled) {
		t.Errorf("the context ended with %v", err)
	}
}

func TestAFunctionBesideCredentialsIsRefused(t *testing.T) {
	give := func(context.Context) (lastpassadmin.Credentials, error) { return lastpassadmin.Credentials{}, nil }
	_, err := lastpassadmin.New(lastpassadmin.WithAPIKey(key), lastpassadmin.WithCredentials(give))
	equal(t, "parameter", expectKind(t, err, lastpassadmin.ErrInvalidArgument).Parameter, "credentials")
}
