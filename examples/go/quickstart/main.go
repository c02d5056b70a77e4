package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"iter"
	"os"
	"sync"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

const help = `An admin's first ten minutes: what a company looks like through this package. It changes nothing.

Shows which credentials work, and then, for those that do: some users, who holds which admin level, managed
companies, shared folders, a few users read at once, and the audit events of the last day.

Needs LASTPASS_API_KEY, or LASTPASS_CID with LASTPASS_PROVHASH, or all three; for the events
LASTPASS_TIME_ZONE, the zone of the account as an IANA name such as America/New_York.

    go run ./quickstart

Without an account, on a made-up company:

    cargo run -p lastpass-sandbox -- --users 50 > sandbox.json &
    until [ -s sandbox.json ]; do sleep 0.1; done
    export $(jq -r '.environment | to_entries[] | .key + "=" + .value' sandbox.json)
    go run ./quickstart

Ends with 0 if all that is set works, with 1 if something does not, with 2 if nothing is set.
`

const howToBegin = `Set LASTPASS_API_KEY, or LASTPASS_CID and LASTPASS_PROVHASH; or try a made-up company:

    cargo run -p lastpass-sandbox -- --users 50 > sandbox.json &
    until [ -s sandbox.json ]; do sleep 0.1; done
    export $(jq -r '.environment | to_entries[] | .key + "=" + .value' sandbox.json)`

const shown = 8

// first gives the first items. A list is read page by page, as far as it is ranged over.
func first[T any](list iter.Seq2[T, error], count int) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		left := count
		for item, err := range list {
			if !yield(item, err) {
				return
			}
			if left--; left == 0 {
				return
			}
		}
	}
}

func users(ctx context.Context, lp *lastpassadmin.Client) error {
	list := lp.Users.List(ctx, &lastpassadmin.UsersListParams{PageSize: lastpassadmin.Ptr(shown)})
	for user, err := range first(list, shown) {
		if err != nil {
			return err
		}
		fmt.Printf("  %d  %-20s %s\n", value(user.ID), text(user.AccountStatus), value(user.Email))
	}
	return nil
}

func adminLevels(ctx context.Context, lp *lastpassadmin.Client) error {
	for level, err := range lp.AdminLevels.List(ctx, nil) {
		if err != nil {
			return err
		}
		if level.ID == nil {
			continue
		}
		holders, err := lp.AdminLevels.ListUsersPages(ctx, *level.ID, nil).Collect()
		if err != nil {
			return err
		}
		noun := "users"
		if len(holders) == 1 {
			noun = "user"
		}
		fmt.Printf("  %-28s %d %s\n", text(level.Name), len(holders), noun)
	}
	return nil
}

func companies(ctx context.Context, lp *lastpassadmin.Client) error {
	for company, err := range first(lp.ManagedCompanies.List(ctx, nil), shown) {
		if err != nil {
			return err
		}
		name, status, licenses := text(company.Name), text(company.Status), value(company.LicenseLimit)
		fmt.Printf("  %d  %-28s %s, %d licenses\n", value(company.ID), name, status, licenses)
	}
	return nil
}

// folders shows deleted folders too. A member may have several rows: an own one, and one for each group.
func folders(ctx context.Context, lp *lastpassadmin.Client) error {
	for folder, err := range first(lp.Provisioning.SharedFolders.List(ctx), shown) {
		if err != nil {
			return err
		}
		people := map[string]bool{}
		for _, member := range folder.Users {
			people[value(member.Username)] = true
		}
		note := ""
		if folder.IsDeleted {
			note = ", deleted"
		}
		fmt.Printf("  %-28s %d members%s\n", text(folder.Name), len(people), note)
	}
	return nil
}

// severalAtOnce reads without waiting for each answer: a client may be used by any number of goroutines.
func severalAtOnce(ctx context.Context, lp *lastpassadmin.Client) error {
	var names []string
	for user, err := range first(lp.Provisioning.Users.List(ctx, nil), 5) {
		if err != nil {
			return err
		}
		names = append(names, value(user.Username))
	}
	var (
		found  = make([]*lastpassadmin.ProvisioningUser, len(names))
		errs   = make([]error, len(names))
		answer sync.WaitGroup
	)
	for at, name := range names {
		answer.Add(1)
		go func() {
			defer answer.Done()
			found[at], errs[at] = lp.Provisioning.Users.Get(ctx, name)
		}()
	}
	answer.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for _, user := range found {
		factor := value(user.Multifactor)
		if factor == "" {
			factor = "none"
		}
		fmt.Printf("  %-28s second factor: %s\n", text(user.Username), factor)
	}
	return nil
}

// events shows times with an offset: the vendor's carry none, and are read in the zone of the account.
func events(ctx context.Context, lp *lastpassadmin.Client) error {
	now := time.Now()
	list := lp.Provisioning.Events.List(ctx, &lastpassadmin.ProvisioningEventsListParams{
		From: lastpassadmin.At(now.AddDate(0, 0, -1)),
		To:   lastpassadmin.At(now),
	})
	for event, err := range first(list, shown) {
		if err != nil {
			return err
		}
		who := value(event.Username)
		if who == "" {
			who = "API"
		}
		when := value(event.Time).Time.Format(time.RFC3339)
		fmt.Printf("  %s  %-24s %s\n", when, who, value(event.Action))
	}
	return nil
}

// value is the value behind a pointer, or the zero value where the vendor said nothing.
func value[T any](value *T) T {
	return lastpassadmin.Value(value)
}

// text is a text, or a dash.
func text[T ~string](text *T) string {
	if found := value(text); found != "" {
		return string(found)
	}
	return "-"
}

// advice says what to do about an error, decided by its kind. Its text is for people, not for programs.
func advice(err error) string {
	var problem *lastpassadmin.Error
	switch {
	case errors.Is(err, lastpassadmin.ErrRateLimit) && errors.As(err, &problem):
		wait := time.Minute
		if problem.RetryAfter != nil {
			wait = *problem.RetryAfter
		}
		return fmt.Sprintf("Try again in %.0f s.", wait.Seconds())
	case errors.Is(err, lastpassadmin.ErrConnection),
		errors.Is(err, lastpassadmin.ErrTimeout),
		errors.Is(err, lastpassadmin.ErrServer):
		return "Try again later; reads can always be repeated."
	case errors.Is(err, lastpassadmin.ErrAuthentication):
		return "The credential is wrong or was reset. Take the new one from the Admin Console."
	}
	return "Trying again will not help."
}

type part struct {
	title string
	show  func(context.Context, *lastpassadmin.Client) error
}

// shown shows a part, and tells whether it could. Not every account may read everything, which is no failure.
func (p part) shown(ctx context.Context, lp *lastpassadmin.Client) bool {
	fmt.Printf("\n%s\n", p.title)
	err := p.show(ctx, lp)
	switch {
	case err == nil:
		return true
	case errors.Is(err, lastpassadmin.ErrNotFound), errors.Is(err, lastpassadmin.ErrPermission):
		fmt.Printf("  not for this account: %s\n", err)
		return true
	}
	fmt.Printf("  %s %s\n", err, advice(err))
	return false
}

func tour(ctx context.Context, lp *lastpassadmin.Client) error {
	report, err := lp.Check(ctx)
	if err != nil {
		return err
	}
	fmt.Println("Credentials")
	fmt.Printf("  API key        %s\n", describe(report.Business))
	fmt.Printf("  CID and hash   %s\n", describe(report.Provisioning))

	var parts []part
	if works(report.Business) {
		parts = append(parts, part{"Users", users}, part{"Admin levels", adminLevels})
		parts = append(parts, part{"Managed companies", companies})
	}
	if works(report.Provisioning) {
		parts = append(parts, part{"Shared folders", folders}, part{"Several at once", severalAtOnce})
		if os.Getenv("LASTPASS_TIME_ZONE") != "" {
			parts = append(parts, part{"Audit events of the last day", events})
		} else {
			fmt.Println("\nAudit events need LASTPASS_TIME_ZONE, the time zone of the account.")
		}
	}
	all := report.AllWork()
	for _, part := range parts {
		all = part.shown(ctx, lp) && all
	}
	if !all {
		return errNotAll
	}
	return nil
}

// errNotAll is not printed: what does not work was said where it did not.
var errNotAll = errors.New("not all of it works")

func works(status *lastpassadmin.CredentialStatus) bool {
	return status != nil && status.Err == nil
}

func describe(status *lastpassadmin.CredentialStatus) string {
	switch {
	case status == nil:
		return "not set"
	case status.Err == nil:
		return "works"
	}
	return fmt.Sprintf("%s %s", status.Err, advice(status.Err))
}

func main() {
	os.Exit(run())
}

// run gives the code with which the program ends.
func run() int {
	if code, ended := arguments(); ended {
		return code
	}
	// A read-only client refuses every operation that writes, before anything is sent.
	lp, err := lastpassadmin.New(lastpassadmin.WithReadOnly(true), lastpassadmin.WithAPIUser("quickstart"))
	if err == nil {
		defer lp.Close()
		err = tour(context.Background(), lp)
	}
	switch {
	case err == nil:
		return 0
	case err == errNotAll:
		return 1
	case errors.Is(err, lastpassadmin.ErrConfiguration):
		fmt.Fprintf(os.Stderr, "%s\n\n%s\n", err, howToBegin)
		return 2
	}
	fmt.Fprintln(os.Stderr, err, advice(err))
	return 1
}

// arguments reads the command line; it tells whether that ends the program, and with which code.
func arguments() (code int, ended bool) {
	flags := flag.NewFlagSet("quickstart", flag.ContinueOnError)
	flags.Usage = func() {}
	switch err := flags.Parse(os.Args[1:]); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Print(help)
		return 0, true
	case err != nil:
		return 2, true
	case flags.NArg() > 0:
		fmt.Fprintln(os.Stderr, "it takes no arguments; --help says what there is")
		return 2, true
	}
	return 0, false
}
