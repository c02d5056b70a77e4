package lastpassadmin_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

// failing gives the error alone.
func failing[T any](_ T, err error) error {
	return err
}

// loop is a value that holds itself.
func loop() map[string]any {
	value := map[string]any{}
	value["a"] = value
	return value
}

// unwritable refuses to be written.
type unwritable struct{}

func (unwritable) MarshalJSON() ([]byte, error) {
	return nil, errors.New("mine")
}

func withExtra(extra map[string]any) *lastpassadmin.UsersCreateParams {
	params := newUser(grace)
	params.Extra = extra
	return params
}

func TestAWrongArgumentIsRefusedByNameBeforeAnythingIsSent(t *testing.T) {
	tenant, lp := company(t)
	ctx := t.Context()
	provisioning := lp.Provisioning
	extra := func(extra map[string]any) func() error {
		return func() error { return failing(lp.Users.Create(ctx, withExtra(extra))) }
	}
	list := func(params lastpassadmin.UsersListParams) func() error {
		return func() error { return collect(lp.Users.ListPages(ctx, &params)) }
	}
	add := func(rows ...lastpassadmin.BatchAddUser) func() error {
		return func() error { return failing(provisioning.Users.Add(ctx, rows)) }
	}
	events := func(from *lastpassadmin.LocalTime) func() error {
		return func() error {
			return collect(provisioning.Events.ListPages(ctx, &lastpassadmin.ProvisioningEventsListParams{From: from}))
		}
	}
	since := func(cursor *lastpassadmin.EventCursor) func() error {
		return func() error { return failing(provisioning.Events.Since(ctx, cursor, nil)) }
	}
	records := func(start, end string) func() error {
		return func() error {
			params := &lastpassadmin.ReportsListBillingRecordsParams{StartDate: start, EndDate: end}
			return collect(lp.Reports.ListBillingRecordsPages(ctx, params))
		}
	}
	row := lastpassadmin.BatchAddUser{Username: ada}
	cases := map[string]struct {
		use       func() error
		parameter string
	}{
		"no params where some are required": {func() error { return failing(lp.Users.Create(ctx, nil)) }, "email"},
		"no params of a list that takes some": {func() error {
			return collect(lp.Reports.ListBillingRecordsPages(ctx, nil))
		}, "start_date"},
		"no params of a deletion": {func() error { return provisioning.Users.DeletePermanently(ctx, ada, nil) }, "confirm_username"},
		"a required member that is missing": {func() error {
			return failing(lp.Users.Create(ctx, &lastpassadmin.UsersCreateParams{Email: grace}))
		}, "creation_account_action"},
		"an empty address":         {func() error { return failing(provisioning.Users.Get(ctx, "")) }, "username"},
		"an address that is none":  {func() error { return failing(provisioning.Users.Get(ctx, "nobody")) }, "username"},
		"an address without UTF-8": {func() error { return failing(provisioning.Users.Get(ctx, "a\xff@b.c")) }, "username"},
		"a text without UTF-8":     {list(lastpassadmin.UsersListParams{Email: lastpassadmin.Ptr("\xff%")}), "email"},
		"half a character":         {list(lastpassadmin.UsersListParams{Name: lastpassadmin.Ptr("Grace \xed\xa0\xbd")}), "name"},
		"an enum without UTF-8":    {list(lastpassadmin.UsersListParams{AccountStatus: lastpassadmin.Ptr(lastpassadmin.CompanyUserAccountStatus("\xff"))}), "account_status"},
		"no items on a page":       {list(lastpassadmin.UsersListParams{PageSize: lastpassadmin.Ptr(0)}), "page_size"},
		"fewer than none":          {list(lastpassadmin.UsersListParams{PageSize: lastpassadmin.Ptr(-1)}), "page_size"},
		"too many":                 {list(lastpassadmin.UsersListParams{PageSize: lastpassadmin.Ptr(501)}), "page_size"},
		"far too many":             {list(lastpassadmin.UsersListParams{PageSize: lastpassadmin.Ptr(math.MaxInt)}), "page_size"},
		"far fewer than none":      {list(lastpassadmin.UsersListParams{PageSize: lastpassadmin.Ptr(math.MinInt)}), "page_size"},
		"a token of another kind":  {list(lastpassadmin.UsersListParams{PageToken: lastpassadmin.Ptr("index:1:10")}), "page_token"},
		"a token of nothing":       {list(lastpassadmin.UsersListParams{PageToken: lastpassadmin.Ptr("")}), "page_token"},
		"no addresses":             {func() error { return failing(provisioning.Users.Disable(ctx, nil)) }, "usernames"},
		"an empty list of them":    {func() error { return failing(provisioning.Users.Disable(ctx, []string{})) }, "usernames"},
		"one that is none":         {func() error { return failing(provisioning.Users.Disable(ctx, []string{ada, "nobody"})) }, "usernames"},
		"one without UTF-8":        {func() error { return failing(provisioning.Users.Disable(ctx, []string{ada, "\xff@b.c"})) }, "usernames[1]"},
		"an address not repeated": {func() error {
			params := &lastpassadmin.ProvisioningUsersDeletePermanentlyParams{ConfirmUsername: bob}
			return provisioning.Users.DeletePermanently(ctx, ada, params)
		}, "confirm_username"},
		"more deletions than are allowed": {func() error {
			params := &lastpassadmin.ProvisioningUsersDeleteManyParams{Action: lastpassadmin.DeleteActionDeactivate, AtMost: 1}
			return failing(provisioning.Users.DeleteMany(ctx, []string{ada, bob}, params))
		}, "usernames"},
		"an action that does not exist": {func() error {
			params := &lastpassadmin.ProvisioningUsersDeleteManyParams{Action: "erase", AtMost: 1}
			return failing(provisioning.Users.DeleteMany(ctx, []string{ada}, params))
		}, "action"},
		"no action": {func() error {
			params := &lastpassadmin.ProvisioningUsersDeleteManyParams{AtMost: 1}
			return failing(provisioning.Users.DeleteMany(ctx, []string{ada}, params))
		}, "action"},
		"no rows":                       {add(), "users"},
		"a row of nobody":               {add(row, lastpassadmin.BatchAddUser{}), "users[1].username"},
		"a row without UTF-8":           {add(row, lastpassadmin.BatchAddUser{Username: "\xff@b.c"}), "users[1].username"},
		"a group without UTF-8":         {add(row, lastpassadmin.BatchAddUser{Username: bob, Groups: []string{"Eng", "\xff"}}), "users[1].groups[1]"},
		"an attribute without UTF-8":    {add(lastpassadmin.BatchAddUser{Username: bob, Attribs: map[string]string{"a": "\xff"}}), "users[0].attribs.a"},
		"a password without UTF-8":      {add(lastpassadmin.BatchAddUser{Username: bob, Password: lastpassadmin.Ptr(lastpassadmin.Secret("\xff"))}), "users[0].password"},
		"an end before its start":       {records("2026-04-30", "2026-04-01"), "end_date"},
		"a day that is none":            {records("2026-02-30", "2026-04-01"), "start_date"},
		"a day that is not given":       {records("", "2026-04-01"), "start_date"},
		"a day as a time":               {records("2026-04-01T00:00:00Z", "2026-04-02"), "start_date"},
		"a time that is none":           {events(lastpassadmin.AtLocal("yesterday")), "from"},
		"a time of nothing":             {events(&lastpassadmin.LocalTime{}), "from"},
		"a time without UTF-8":          {events(lastpassadmin.AtLocal("\xff")), "from"},
		"a year that no time has":       {events(lastpassadmin.At(time.Date(12024, 1, 1, 0, 0, 0, 0, time.UTC))), "from"},
		"a year before all":             {events(lastpassadmin.At(time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC))), "from"},
		"no cursor":                     {since(nil), "cursor"},
		"a cursor at no time":           {since(lastpassadmin.NewEventCursor("yesterday")), "cursor"},
		"a cursor of nothing":           {since(&lastpassadmin.EventCursor{}), "cursor"},
		"a cursor below zero":           {since(&lastpassadmin.EventCursor{Latest: "2024-05-02 10:15:00", Overlap: -time.Second}), "cursor"},
		"NaN in JSON":                   {extra(map[string]any{"a": math.NaN()}), "extra.a"},
		"a number without end in JSON":  {extra(map[string]any{"a": []any{1, math.Inf(-1)}}), "extra.a[1]"},
		"NaN in a list of numbers":      {extra(map[string]any{"a": []float64{math.NaN()}}), "extra"},
		"a function in JSON":            {extra(map[string]any{"a": func() {}}), "extra"},
		"a channel in JSON":             {extra(map[string]any{"a": map[string]any{"b": make(chan int)}}), "extra"},
		"JSON that refuses":             {extra(map[string]any{"a": unwritable{}}), "extra"},
		"JSON that is none":             {extra(map[string]any{"a": json.RawMessage("{")}), "extra"},
		"a number of JSON that is none": {extra(map[string]any{"a": json.Number("x")}), "extra"},
		"a text in JSON without UTF-8":  {extra(map[string]any{"a": map[string]any{"b": "\xff"}}), "extra.a.b"},
		"texts in JSON without UTF-8":   {extra(map[string]any{"a": []string{"\xff"}}), "extra"},
		"a field of JSON without UTF-8": {extra(map[string]any{"a": struct{ B string }{"\xff"}}), "extra"},
		"a name in JSON without UTF-8":  {extra(map[string]any{"\xff": 1}), "extra"},
		"a path of another server": {func() error {
			return failing(lp.Request(ctx, "GET", "https://evil.example/v1/users", nil))
		}, "path"},
		"a path that leaves":    {func() error { return failing(lp.Request(ctx, "GET", "/../x", nil)) }, "path"},
		"a path of nothing":     {func() error { return failing(lp.Request(ctx, "GET", "", nil)) }, "path"},
		"a method of two lines": {func() error { return failing(lp.Request(ctx, "GET\r\nX: y", "/v1/users", nil)) }, "method"},
		"a body that is no JSON": {func() error {
			return failing(lp.Request(ctx, "POST", "/v1/users", &lastpassadmin.RequestParams{Body: math.NaN()}))
		}, "body"},
		"a query without UTF-8": {func() error {
			return failing(lp.Request(ctx, "GET", "/v1/users", &lastpassadmin.RequestParams{Query: map[string]string{"a": "\xff"}}))
		}, "query.a"},
		"a command of nothing":  {func() error { return failing(lp.Command(ctx, "", nil)) }, "command"},
		"data that is no JSON":  {func() error { return failing(lp.Command(ctx, "getuserdata", make(chan int))) }, "data"},
		"a URL of another host": {func() error { return failing(lp.Poll(ctx, "https://evil.example/async/1")) }, "accepted"},
		"a URL of nothing":      {func() error { return failing(lp.Poll(ctx, "")) }, "accepted"},
		"a resource that is none": {func() error {
			return collect(lp.IAM.ListResourceUsersPages(ctx, &lastpassadmin.IAMListResourceUsersParams{ResourceType: lastpassadmin.Ptr("car")}))
		}, "resource_type"},
		"an option that is wrong": {func() error { return failing(lp.Users.Get(ctx, adaID, lastpassadmin.WithTimeout(-1))) }, "timeout"},
		"an option of nothing":    {func() error { return failing(lp.Users.Get(ctx, adaID, nil)) }, "options"},
	}
	for name, each := range cases {
		t.Run(name, func(t *testing.T) {
			found := expectKind(t, each.use(), lastpassadmin.ErrInvalidArgument)
			equal(t, "parameter", found.Parameter, each.parameter)
			equal(t, "delivery", found.Delivery, notSent)
			if found.Operation == "" {
				t.Errorf("no operation is named: %v", found)
			}
		})
	}
	equal(t, "requests", tenant.Hits(""), 0)
}

func TestJSONThatHoldsItselfIsRefused(t *testing.T) {
	_, lp := company(t)
	err := inTime(t, begun(func() error { return failing(lp.Users.Create(t.Context(), withExtra(loop()))) }))
	found := expectKind(t, err, lastpassadmin.ErrInvalidArgument)
	if !strings.HasPrefix(found.Parameter, "extra") {
		t.Errorf("named is %.40q", found.Parameter)
	}
}

func TestNoContextIsAPanicAsEverywhereInGo(t *testing.T) {
	_, lp := company(t)
	defer func() {
		if recover() == nil {
			t.Error("it went on without a context")
		}
		if err := get(t.Context(), lp); err != nil {
			t.Errorf("the client does not go on: %v", err)
		}
	}()
	var none context.Context
	lp.Users.Get(none, adaID)
}
