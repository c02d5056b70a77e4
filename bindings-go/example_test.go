package lastpassadmin_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"
	"strings"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

func Example() {
	ctx := context.Background()
	lp, err := lastpassadmin.New() // LASTPASS_API_KEY, LASTPASS_CID, LASTPASS_PROVHASH
	if err != nil {
		log.Fatal(err)
	}
	defer lp.Close()
	for user, err := range lp.Users.List(ctx, nil) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(lastpassadmin.Value(user.ID), lastpassadmin.Value(user.Email))
	}
}

func ExampleNew() {
	lp, err := lastpassadmin.New(
		lastpassadmin.WithProvisioning("4410027", os.Getenv("PROVISIONING_HASH")),
		lastpassadmin.WithTimeZone("US/Eastern"),
		lastpassadmin.WithReadOnly(true),
	)
	if err != nil {
		log.Fatal(err)
	}
	defer lp.Close()
}

func ExampleWithCredentials() {
	fromVault := func(ctx context.Context) (lastpassadmin.Credentials, error) {
		key, err := os.ReadFile("/run/secrets/lastpass")
		return lastpassadmin.Credentials{APIKey: strings.TrimSpace(string(key))}, err
	}
	lp, err := lastpassadmin.New(lastpassadmin.WithCredentials(fromVault))
	if err != nil {
		log.Fatal(err)
	}
	defer lp.Close()
}

func ExampleClient_WithOptions() {
	lp, err := lastpassadmin.New()
	if err != nil {
		log.Fatal(err)
	}
	defer lp.Close()
	patient, err := lp.WithOptions(lastpassadmin.WithTimeout(10*time.Minute), lastpassadmin.WithMaxRetries(5))
	if err != nil {
		log.Fatal(err)
	}
	companies, err := patient.ManagedCompanies.ListPages(context.Background(), nil).Collect()
	fmt.Println(len(companies), err)
}

func ExampleClient_Request() {
	lp, err := lastpassadmin.New()
	if err != nil {
		log.Fatal(err)
	}
	defer lp.Close()
	response, err := lp.Request(context.Background(), "GET", "/v1/users", &lastpassadmin.RequestParams{
		Query: map[string]string{"name": "ada%"},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(response.Status, string(response.Body))
}

func ExamplePager() {
	lp, err := lastpassadmin.New()
	if err != nil {
		log.Fatal(err)
	}
	defer lp.Close()
	pager := lp.Users.ListPages(context.Background(), nil)
	defer pager.Close()
	for page, err := range pager.Pages() {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(len(page.Items), "users; the next page is", page.NextToken)
	}
	fmt.Println(pager.Summary().Items, "users in all")
}

func ExampleError() {
	lp, err := lastpassadmin.New()
	if err != nil {
		log.Fatal(err)
	}
	defer lp.Close()
	_, err = lp.Users.Get(context.Background(), 80001)
	if errors.Is(err, lastpassadmin.ErrNotFound) {
		fmt.Println("there is no such user")
	}
	var failed *lastpassadmin.Error
	if errors.As(err, &failed) && failed.RetryAfter != nil {
		time.Sleep(*failed.RetryAfter)
	}
}

func ExampleEventCursor() {
	cursor := lastpassadmin.NewEventCursor("2024-05-01 00:00:00")
	kept, err := json.Marshal(cursor)
	fmt.Println(string(kept), err)

	again := new(lastpassadmin.EventCursor)
	err = json.Unmarshal(kept, again)
	fmt.Println(again.Latest, again.Overlap, err)
	// Output:
	// {"latest":"2024-05-01 00:00:00","overlap_seconds":3600,"given":[]} <nil>
	// 2024-05-01 00:00:00 1h0m0s <nil>
}

func ExampleOutcome() {
	outcome := lastpassadmin.Outcome{Rows: []lastpassadmin.RowOutcome{
		{Username: "ada@example.com", State: lastpassadmin.RowStateApplied},
		{Username: "bob@example.com", State: lastpassadmin.RowStateUnchanged},
		{Username: "eve", State: lastpassadmin.RowStateRejected, Detail: lastpassadmin.Ptr("no e-mail address")},
	}}
	fmt.Println(outcome.Applied(), outcome.Unchanged())
	for _, row := range outcome.Failed() {
		fmt.Println(row.Username, row.State, *row.Detail)
	}
	// Output:
	// [ada@example.com] [bob@example.com]
	// eve rejected no e-mail address
}

func ExampleSecret() {
	user := lastpassadmin.BatchAddUser{
		Username: "ada@example.com",
		Password: lastpassadmin.Ptr(lastpassadmin.Secret("correct horse")),
	}
	fmt.Printf("%s %q %#v\n", user.Username, user.Password, *user.Password)
	// Output: ada@example.com hidden hidden
}

func ExampleSetLogger() {
	lines := slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	lastpassadmin.SetLogger(lines.With("component", "lastpass"))
	defer lastpassadmin.SetLogger(nil)
}

func ExampleValue() {
	var user lastpassadmin.CompanyUser
	fmt.Printf("%q\n", lastpassadmin.Value(user.Name))
	user.Name = lastpassadmin.Ptr("Ada Lovelace")
	fmt.Printf("%q\n", lastpassadmin.Value(user.Name))
	// Output:
	// ""
	// "Ada Lovelace"
}
