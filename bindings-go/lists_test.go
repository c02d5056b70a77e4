package lastpassadmin_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

// all are the ids of a company's users.
var all = func() []int64 {
	ids := make([]int64, 25)
	for at := range ids {
		ids[at] = int64(adaID + at)
	}
	return ids
}()

func idsOf(users []lastpassadmin.CompanyUser) []int64 {
	ids := []int64{}
	for _, user := range users {
		ids = append(ids, value(user.ID))
	}
	return ids
}

// take takes so many items of a list, or all of them.
func take(t testing.TB, pager *lastpassadmin.Pager[lastpassadmin.CompanyUser], count int) []int64 {
	t.Helper()
	ids := []int64{}
	for user, err := range pager.All() {
		if err != nil {
			t.Fatal(err)
		}
		if ids = append(ids, value(user.ID)); len(ids) == count {
			break
		}
	}
	return ids
}

func TestAListIsReadToItsEnd(t *testing.T) {
	tenant, lp := company(t)
	ctx := t.Context()
	ways := map[string]func() ([]int64, error){
		"ranged over": func() ([]int64, error) {
			ids := []int64{}
			for user, err := range lp.Users.List(ctx, sized(10)) {
				if err != nil {
					return nil, err
				}
				ids = append(ids, value(user.ID))
			}
			return ids, nil
		},
		"page by page": func() ([]int64, error) {
			ids := []int64{}
			for page, err := range lp.Users.ListPages(ctx, sized(10)).Pages() {
				if err != nil {
					return nil, err
				}
				ids = append(ids, idsOf(page.Items)...)
			}
			return ids, nil
		},
		"by Next": func() ([]int64, error) {
			ids := []int64{}
			pager := lp.Users.ListPages(ctx, sized(10))
			for {
				page, err := pager.Next()
				if page == nil || err != nil {
					return ids, err
				}
				ids = append(ids, idsOf(page.Items)...)
			}
		},
		"at once": func() ([]int64, error) {
			users, err := lp.Users.ListPages(ctx, sized(10)).Collect()
			return idsOf(users), err
		},
	}
	for name, read := range ways {
		t.Run(name, func(t *testing.T) {
			asked := tenant.Hits("listUsers")
			equal(t, "ids", must(read())(t), all)
			equal(t, "requests", tenant.Hits("listUsers")-asked, 3)
		})
	}
}

func TestNothingIsSentBeforeSomethingIsAskedFor(t *testing.T) {
	tenant, lp := company(t)
	list := lp.Users.List(t.Context(), nil)
	pager := lp.Users.ListPages(t.Context(), nil)
	pager.All()
	pager.Pages()
	pager.Close()
	_ = list
	equal(t, "requests", tenant.Hits(""), 0)
}

func TestAListMayBeRangedOverAgain(t *testing.T) {
	_, lp := company(t)
	list := lp.Users.List(t.Context(), sized(10))
	for range 2 {
		ids := []int64{}
		for user, err := range list {
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, value(user.ID))
		}
		equal(t, "ids", ids, all)
	}
}

func TestAPageHasItsPlaceAndWhatCameWithIt(t *testing.T) {
	_, lp := company(t)
	pager := lp.Users.ListPages(t.Context(), sized(10))
	defer pager.Close()
	var pages []*lastpassadmin.Page[lastpassadmin.CompanyUser]
	for page, err := range pager.Pages() {
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
	}
	if len(pages) != 3 || pages[0].NextToken != pages[1].Token || pages[2].NextToken != "" {
		t.Fatalf("the pages are %+v", pages)
	}
	for _, page := range pages {
		response := page.Response
		if response.Status != 200 || response.Attempts != 1 || response.Elapsed <= 0 || response.Headers["content-type"] != "application/json" {
			t.Errorf("with the page came %+v", response)
		}
	}
	again := must(lp.Users.ListPages(t.Context(), &lastpassadmin.UsersListParams{
		PageSize:  lastpassadmin.Ptr(10),
		PageToken: &pages[1].Token,
	}).Next())(t)
	equal(t, "a page by its token", again.Items, pages[1].Items)
}

func TestBehindTheLastPageThereIsNothing(t *testing.T) {
	tenant, lp := company(t)
	pager := lp.Users.ListPages(t.Context(), nil)
	equal(t, "ids", take(t, pager, -1), all)
	for range 3 {
		if page, err := pager.Next(); page != nil || err != nil {
			t.Errorf("found %+v, %v", page, err)
		}
		equal(t, "items", take(t, pager, -1), []int64{})
		equal(t, "the rest", must(pager.Collect())(t), []lastpassadmin.CompanyUser{})
		equal(t, "position", pager.PageToken(), "")
	}
	equal(t, "requests", tenant.Hits("listUsers"), 1)
}

func TestAListThatIsLeftInTheMiddleIsNotReadOn(t *testing.T) {
	own, tenant, lp := alone(t)
	for user, err := range lp.Users.List(t.Context(), sized(5)) {
		if err != nil {
			t.Fatal(err)
		}
		if value(user.ID) == adaID+2 {
			break
		}
	}
	sandbox.Until(t, "no request in flight", func() bool { return own.Traffic(t).InFlight == 0 })
	if pages := tenant.Hits("listUsers"); pages > 2 {
		t.Errorf("%d pages were read", pages)
	}
	for range lp.Users.List(t.Context(), sized(5)) {
		break
	}
	for range lp.Users.ListPages(t.Context(), sized(5)).Pages() {
		break
	}
	sandbox.Until(t, "no request in flight", func() bool { return own.Traffic(t).InFlight == 0 })
	if pages := tenant.Hits("listUsers"); pages > 6 {
		t.Errorf("%d pages were read", pages)
	}
}

func TestLeavingAListEndsTheReadingAhead(t *testing.T) {
	own, tenant, lp := alone(t)
	tenant.Fault("listUsers", sandbox.Slow, after(2))
	count := 0
	for _, err := range lp.Users.List(t.Context(), sized(5)) {
		if err != nil {
			t.Fatal(err)
		}
		if count++; count == 6 {
			// From the second page on, the next one is on its way.
			tenant.UntilAsked("listUsers", 3)
			break
		}
	}
	own.UntilDropped(t, 1)
}

func TestAListGoesOnWhereALoopLeftIt(t *testing.T) {
	_, lp := company(t)
	pager := lp.Users.ListPages(t.Context(), sized(10))
	defer pager.Close()
	equal(t, "the first", take(t, pager, 3), all[:3])
	equal(t, "the next", take(t, pager, 9), all[3:12])
	page := must(pager.Next())(t)
	equal(t, "a whole page", idsOf(page.Items), all[20:])
	equal(t, "the rest", idsOf(must(pager.Collect())(t)), []int64{})

	pager = lp.Users.ListPages(t.Context(), sized(10))
	defer pager.Close()
	take(t, pager, 3)
	equal(t, "the rest", idsOf(must(pager.Collect())(t)), all[3:])
}

func TestAListIsResumedByItsToken(t *testing.T) {
	_, lp := company(t)
	resumed := func(token string) *lastpassadmin.Pager[lastpassadmin.CompanyUser] {
		params := sized(10)
		params.PageToken = &token
		return lp.Users.ListPages(t.Context(), params)
	}
	for taken, rest := range map[int]int{1: 0, 9: 0, 10: 10, 11: 10, 20: 20, 24: 20} {
		t.Run(fmt.Sprint(taken), func(t *testing.T) {
			pager := lp.Users.ListPages(t.Context(), sized(10))
			defer pager.Close()
			take(t, pager, taken)
			other := resumed(pager.PageToken())
			equal(t, "the rest", take(t, other, -1), all[rest:])
			equal(t, "resumed", other.Summary().Resumed, rest > 0)
		})
	}
	start := lp.Users.ListPages(t.Context(), sized(10))
	equal(t, "from the start", take(t, resumed(start.PageToken()), -1), all)
}

func TestTheSummaryTellsWhatIsKnown(t *testing.T) {
	_, lp := company(t)
	pager := lp.Provisioning.Users.ListPages(t.Context(), &lastpassadmin.ProvisioningUsersListParams{PageSize: lastpassadmin.Ptr(10)})
	equal(t, "at the start", pager.Summary(), lastpassadmin.ListSummary{})
	must(pager.Next())(t)
	if known := pager.Summary(); known.Items != 10 || known.Complete || value(known.Total) != 25 {
		t.Errorf("after a page: %+v", known)
	}
	must(pager.Collect())(t)
	expected := lastpassadmin.ListSummary{Items: 25, Total: lastpassadmin.Ptr[int64](25), Complete: true}
	equal(t, "at the end", pager.Summary(), expected)
}

func TestAnEmptyListIsEmpty(t *testing.T) {
	_, lp := company(t)
	none := &lastpassadmin.UsersListParams{Email: lastpassadmin.Ptr("nobody%")}
	equal(t, "items", must(lp.Users.ListPages(t.Context(), none).Collect())(t), []lastpassadmin.CompanyUser{})
	for user, err := range lp.Users.List(t.Context(), none) {
		t.Errorf("found %+v, %v", user, err)
	}
	equal(t, "groups", must(answeredWith(t, `{"Users":[],"Groups":[],"total":0}`).Provisioning.Groups.List(t.Context()))(t), []lastpassadmin.Group{})
}

func TestAPagerIsReadBySeveralAndGivesEachItemOnce(t *testing.T) {
	for name, read := range map[string]func(*lastpassadmin.Pager[lastpassadmin.CompanyUser]) ([]lastpassadmin.CompanyUser, error){
		"by Next": func(pager *lastpassadmin.Pager[lastpassadmin.CompanyUser]) ([]lastpassadmin.CompanyUser, error) {
			var found []lastpassadmin.CompanyUser
			for page, err := range pager.Pages() {
				if err != nil {
					return nil, err
				}
				found = append(found, page.Items...)
			}
			return found, nil
		},
		"by Collect": (*lastpassadmin.Pager[lastpassadmin.CompanyUser]).Collect,
	} {
		t.Run(name, func(t *testing.T) {
			_, lp := company(t)
			pager := lp.Users.ListPages(t.Context(), sized(2))
			var (
				lock  sync.Mutex
				done  sync.WaitGroup
				found []int64
			)
			for range 8 {
				done.Add(1)
				go func() {
					defer done.Done()
					users, err := read(pager)
					if err != nil {
						t.Error(err)
					}
					lock.Lock()
					defer lock.Unlock()
					found = append(found, idsOf(users)...)
					pager.PageToken()
					pager.Summary()
				}()
			}
			done.Wait()
			slices.Sort(found)
			equal(t, "ids", found, all)
		})
	}
}

func TestALargeListComesWholeAndInOrder(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t, J{"users": 20_000, "recorded_requests": 0})
	lp := clientOf(t, tenant)
	var count, last int64
	for user, err := range lp.Users.List(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		if *user.ID <= last {
			t.Fatalf("%d stands behind %d", *user.ID, last)
		}
		last = *user.ID
		count++
	}
	equal(t, "count", count, int64(20_000))
	users := must(lp.Provisioning.Users.ListPages(t.Context(), nil).Collect())(t)
	seen := map[string]bool{}
	for _, user := range users {
		seen[*user.Username] = true
	}
	equal(t, "usernames", len(seen), 20_000)
}

func TestManyListsAtOnce(t *testing.T) {
	_, lp := company(t)
	var done sync.WaitGroup
	for range 100 {
		done.Add(1)
		go func() {
			defer done.Done()
			users, err := lp.Users.ListPages(t.Context(), sized(5)).Collect()
			if err != nil {
				t.Error(err)
			}
			equal(t, "ids", idsOf(users), all)
		}()
	}
	done.Wait()
}

func TestWhatWasReadStaysWhenMoreIsRead(t *testing.T) {
	_, lp := company(t)
	pager := lp.Provisioning.Users.ListPages(t.Context(), &lastpassadmin.ProvisioningUsersListParams{PageSize: lastpassadmin.Ptr(5)})
	first := must(pager.Next())(t).Items
	before := fmt.Sprintf("%+v", *first[0].Username+*first[4].FullName+first[0].Created.Text+first[0].Attribs["Department"])
	must(pager.Collect())(t)
	pager.Close()
	for range 20 {
		must(lp.Users.ListPages(context.Background(), nil).Collect())(t)
	}
	after := fmt.Sprintf("%+v", *first[0].Username+*first[4].FullName+first[0].Created.Text+first[0].Attribs["Department"])
	equal(t, "texts", after, before)
}
