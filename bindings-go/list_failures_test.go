package lastpassadmin_test

import (
	"errors"
	"testing"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

// broken is a company whose list of users fails on its second page.
func broken(t *testing.T) (heal func(), lp *lastpassadmin.Client) {
	t.Helper()
	tenant, lp := company(t)
	tenant.Fault("listUsers", "truncated-json", after(1))
	return tenant.ClearFaults, lp
}

func TestAnErrorEndsALoopOnceAndWithAZeroItem(t *testing.T) {
	_, lp := broken(t)
	var items, failures int
	for user, err := range lp.Users.List(t.Context(), sized(10)) {
		if failures > 0 {
			t.Fatal("the loop goes on behind the error")
		}
		if err == nil {
			items++
			continue
		}
		failures++
		expectKind(t, err, lastpassadmin.ErrUnexpectedResponse)
		equal(t, "item of the error", user, lastpassadmin.CompanyUser{})
	}
	equal(t, "items and errors", []int{items, failures}, []int{10, 1})
}

func TestAPageThatFailsIsNoPage(t *testing.T) {
	_, lp := broken(t)
	var pages, failures int
	for page, err := range lp.Users.ListPages(t.Context(), sized(10)).Pages() {
		if err == nil {
			pages++
			continue
		}
		failures++
		if page != nil {
			t.Errorf("the error has a page: %+v", page)
		}
	}
	equal(t, "pages and errors", []int{pages, failures}, []int{1, 1})
}

func TestAFailureInTheMiddleTakesNothingAndIsReadAgain(t *testing.T) {
	heal, lp := broken(t)
	pager := lp.Users.ListPages(t.Context(), sized(10))
	for range 2 {
		users, err := pager.Collect()
		expectKind(t, err, lastpassadmin.ErrUnexpectedResponse)
		if users != nil {
			t.Errorf("%d users came with the error", len(users))
		}
	}
	heal()
	equal(t, "ids", idsOf(must(pager.Collect())(t)), all)
}

func TestAfterAFailureTheListGoesOnWithTheSamePage(t *testing.T) {
	heal, lp := broken(t)
	pager := lp.Users.ListPages(t.Context(), sized(10))
	must(pager.Next())(t)
	for range 2 {
		_, err := pager.Next()
		expectKind(t, err, lastpassadmin.ErrUnexpectedResponse)
	}
	token := pager.PageToken()
	heal()
	page := must(pager.Next())(t)
	equal(t, "position", page.Token, token)
	equal(t, "ids", idsOf(page.Items), all[10:20])
	equal(t, "the rest", take(t, pager, -1), all[20:])
}

func TestWhatIsWrongWithAListIsSaidWhenItIsRead(t *testing.T) {
	tenant, lp := company(t)
	wrong := lp.Users.ListPages(t.Context(), sized(501))
	equal(t, "position", wrong.PageToken(), "")
	equal(t, "summary", wrong.Summary(), lastpassadmin.ListSummary{})
	ways := map[string]func() error{
		"Collect": func() error { return collect(wrong) },
		"Next": func() error {
			_, err := wrong.Next()
			return err
		},
		"All": func() error {
			for _, err := range wrong.All() {
				return err
			}
			return nil
		},
		"Pages": func() error {
			for _, err := range wrong.Pages() {
				return err
			}
			return nil
		},
		"List": func() error {
			for _, err := range lp.Users.List(t.Context(), sized(501)) {
				return err
			}
			return nil
		},
	}
	for name, read := range ways {
		t.Run(name, func(t *testing.T) {
			equal(t, "parameter", expectKind(t, read(), lastpassadmin.ErrInvalidArgument).Parameter, "page_size")
		})
	}
	wrong.Close()
	wrong.Close()
	equal(t, "requests", tenant.Hits(""), 0)
}

func TestAClosedListIsRefused(t *testing.T) {
	tenant, lp := company(t)
	pager := lp.Users.ListPages(t.Context(), sized(10))
	take(t, pager, 3)
	token := pager.PageToken()
	pager.Close()
	pager.Close()
	_, err := pager.Next()
	expectKind(t, err, lastpassadmin.ErrConfiguration)
	equal(t, "delivery", problem(t, err).Delivery, notSent)
	expectKind(t, collect(pager), lastpassadmin.ErrConfiguration)
	equal(t, "position", pager.PageToken(), token)
	pages := tenant.Hits("listUsers")
	if pages > 2 {
		t.Errorf("%d pages were read", pages)
	}
}

func TestAPanicInALoopLetsTheListGo(t *testing.T) {
	_, lp := company(t)
	own := errors.New("mine")
	pager := lp.Users.ListPages(t.Context(), sized(10))
	func() {
		defer func() { equal(t, "panic", recover(), any(own)) }()
		for range pager.All() {
			panic(own)
		}
	}()
	equal(t, "the rest", take(t, pager, -1), all[1:])
	if pager.Summary().Items != 25 {
		t.Errorf("the summary is %+v", pager.Summary())
	}
}

func TestAnEndlessListIsAnError(t *testing.T) {
	tenant, lp := company(t)
	tenant.Fault("listUsers", "repeat-token")
	start := time.Now()
	expectKind(t, collect(lp.Users.ListPages(t.Context(), sized(10))), lastpassadmin.ErrPaging)
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}
