package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

const help = `Offboards a leaver: takes every access away, and says which shared folders nobody looks after any more.

    go run ./offboard --dry-run ada@example.com     # what would be done
    go run ./offboard ada@example.com

In this order: disables the account (vault and data stay, so that it can be undone), lists the shared folders
that only the leaver administers, takes the leaver out of all groups, and out of all admin levels. What was
done is read back before it is called done. A step that fails does not keep the next ones from being taken,
but the folders have to be known before the groups go, since access through a group is not seen afterwards.
Run it again if a step failed: what is done is not done twice.

    --dry-run                 only say what would be done
    --without-admin-levels    leave the admin levels alone

Needs LASTPASS_CID with LASTPASS_PROVHASH, and LASTPASS_API_KEY for the admin levels (--without-admin-levels
does without). lastpass-sandbox prints an environment to try it with.

Ends with 0 if nothing is left to do, with 1 if a step was not done, with 2 if it was called or set up
wrongly.
`

// offboarding is the work on one leaver.
type offboarding struct {
	lp       *lastpassadmin.Client
	username string
	dryRun   bool
}

// step takes a step, and says what was done; or else why it is not done.
type step func(context.Context) (string, error)

// steps takes all steps, and counts those that are not done.
func (o *offboarding) steps(ctx context.Context, adminLevels bool) int {
	undone := take(ctx, "account", o.disable)
	known := take(ctx, "shared folders", o.orphanedFolders)
	leaveGroups := o.leaveGroups
	if known != 0 {
		leaveGroups = func(context.Context) (string, error) {
			return "", errors.New("left alone, since the shared folders could not be read")
		}
	}
	undone += known + take(ctx, "groups", leaveGroups)
	if adminLevels {
		undone += take(ctx, "admin levels", o.leaveAdminLevels)
	}
	return undone
}

// take takes a step. Whatever goes wrong in it is said, and the next one is taken.
func take(ctx context.Context, name string, step step) (undone int) {
	detail, err := step(ctx)
	mark := "ok"
	if err != nil {
		mark, detail, undone = "NOT DONE", strings.TrimSpace(err.Error()+" "+advice(err)), 1
	}
	detail = strings.ReplaceAll(detail, "\n", "\n"+strings.Repeat(" ", 26))
	fmt.Printf("%-8s  %-14s  %s\n", mark, name, detail)
	return undone
}

func (o *offboarding) disable(ctx context.Context) (string, error) {
	users := o.lp.Provisioning.Users
	user, err := users.Get(ctx, o.username)
	if err != nil {
		return "", err
	}
	if value(user.Disabled) {
		return "is disabled already", nil
	}
	if o.dryRun {
		return "would be disabled", nil
	}
	if _, err := users.Disable(ctx, []string{o.username}); err != nil {
		return "", err
	}
	user, err = users.Get(ctx, o.username)
	if err == nil && !value(user.Disabled) {
		err = errors.New("the vendor took the command, and the account is still enabled")
	}
	return "disabled", err
}

// orphanedFolders tells of folders whose only admin, apart from super admins and disabled users, is the leaver.
func (o *offboarding) orphanedFolders(ctx context.Context) (string, error) {
	leaver := fold(o.username)
	gone := map[string]bool{leaver: true}
	disabled := &lastpassadmin.ProvisioningUsersListParams{Disabled: lastpassadmin.Ptr(true)}
	for user, err := range o.lp.Provisioning.Users.List(ctx, disabled) {
		if err != nil {
			return "", err
		}
		gone[fold(value(user.Username))] = true
	}
	said := []string{"administered by the leaver alone; name another admin in the vault:"}
	for folder, err := range o.lp.Provisioning.SharedFolders.List(ctx) {
		if err != nil {
			return "", err
		}
		admins := ownAdmins(folder)
		isLeft := func(admin string) bool { return !gone[admin] }
		if !folder.IsDeleted && slices.Contains(admins, leaver) && !slices.ContainsFunc(admins, isLeft) {
			said = append(said, describe(folder))
		}
	}
	if len(said) == 1 {
		return "none is administered by the leaver alone", nil
	}
	return strings.Join(said, "\n"), nil
}

func (o *offboarding) leaveGroups(ctx context.Context) (string, error) {
	users := o.lp.Provisioning.Users
	user, err := users.Get(ctx, o.username)
	if err != nil {
		return "", err
	}
	groups := strings.Join(user.Groups, ", ")
	if len(user.Groups) == 0 {
		return "is in none", nil
	}
	if o.dryRun {
		return "would be taken out of " + groups, nil
	}
	change := lastpassadmin.GroupChange{Username: o.username, Remove: user.Groups}
	if _, err := o.lp.Provisioning.Groups.ChangeMembers(ctx, []lastpassadmin.GroupChange{change}); err != nil {
		return "", err
	}
	user, err = users.Get(ctx, o.username)
	if err == nil && len(user.Groups) > 0 {
		left := strings.Join(user.Groups, ", ")
		err = fmt.Errorf("still in %s; groups of a directory are changed there", left)
	}
	return "taken out of " + groups, err
}

func (o *offboarding) leaveAdminLevels(ctx context.Context) (string, error) {
	id, err := o.businessID(ctx)
	if err != nil {
		return "", err
	}
	held, err := o.heldLevels(ctx, id)
	if err != nil {
		return "", err
	}
	if len(held) == 0 {
		return "holds none", nil
	}
	if o.dryRun {
		return "would be taken out of " + names(held), nil
	}
	for _, level := range held {
		// After an unclear failure it is sent again; that the user is gone by then is what we want.
		err := o.lp.AdminLevels.RemoveUser(ctx, *level.ID, id, lastpassadmin.WithGoneIsDeleted(true))
		if err != nil {
			return "", err
		}
	}
	left, err := o.heldLevels(ctx, id)
	if err == nil && len(left) > 0 {
		err = fmt.Errorf("still holds %s", names(left))
	}
	return "taken out of " + names(held), err
}

// businessID finds the leaver in the other API: the two have different ids for a user, and share the address.
func (o *offboarding) businessID(ctx context.Context) (int64, error) {
	list := o.lp.Users.List(ctx, &lastpassadmin.UsersListParams{Email: lastpassadmin.Ptr(o.username)})
	for user, err := range list {
		if err != nil {
			return 0, err
		}
		if fold(value(user.Email)) == fold(o.username) && user.ID != nil {
			return *user.ID, nil
		}
	}
	return 0, errors.New("the Business API does not list this address; look in the Admin Console")
}

func (o *offboarding) heldLevels(ctx context.Context, id int64) ([]lastpassadmin.AdminLevel, error) {
	var held []lastpassadmin.AdminLevel
	for level, err := range o.lp.AdminLevels.List(ctx, nil) {
		if err != nil {
			return nil, err
		}
		if level.ID == nil {
			continue
		}
		holders, err := o.lp.AdminLevels.ListUsersPages(ctx, *level.ID, nil).Collect()
		if err != nil {
			return nil, err
		}
		isLeaver := func(holder lastpassadmin.AdminLevelUser) bool { return value(holder.ID) == id }
		if slices.ContainsFunc(holders, isLeaver) {
			held = append(held, level)
		}
	}
	return held, nil
}

func names(levels []lastpassadmin.AdminLevel) string {
	var names []string
	for _, level := range levels {
		name := value(level.Name)
		if name == "" {
			name = fmt.Sprint(*level.ID)
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// ownAdmins tells who administers a folder by name or through a group. Super admins reach all and look after none.
func ownAdmins(folder lastpassadmin.SharedFolder) []string {
	var admins []string
	for _, member := range folder.Users {
		if member.Role == lastpassadmin.FolderRoleAdmin && !member.IsSuperAdmin {
			admins = append(admins, fold(value(member.Username)))
		}
	}
	return admins
}

func describe(folder lastpassadmin.SharedFolder) string {
	var supers []string
	for _, member := range folder.Users {
		if member.IsSuperAdmin {
			supers = append(supers, value(member.Username))
		}
	}
	slices.Sort(supers)
	reach := "no super admin reaches it"
	if len(supers) > 0 {
		reach = "super admins who reach it: " + strings.Join(slices.Compact(supers), ", ")
	}
	return fmt.Sprintf("%s (id %s; %s)", value(folder.Name), value(folder.ID), reach)
}

// advice says what to do about an error of the package.
func advice(err error) string {
	var problem *lastpassadmin.Error
	if !errors.As(err, &problem) {
		return ""
	}
	switch {
	case errors.Is(err, lastpassadmin.ErrRateLimit):
		wait := time.Minute
		if problem.RetryAfter != nil {
			wait = *problem.RetryAfter
		}
		return fmt.Sprintf("Run it again in %.0f s.", wait.Seconds())
	case errors.Is(err, lastpassadmin.ErrAuthentication),
		errors.Is(err, lastpassadmin.ErrPermission),
		errors.Is(err, lastpassadmin.ErrConfiguration):
		return "Nothing was changed by this step: the credential has to be mended first."
	case problem.Delivery == lastpassadmin.DeliveryNotSent:
		return "Nothing was changed by this step. Run it again."
	}
	return "The step may have taken effect. Run it again: it looks before it acts."
}

func fold(address string) string {
	return strings.ToLower(address)
}

// value is the value behind a pointer, or the zero value where the vendor said nothing.
func value[T any](value *T) T {
	return lastpassadmin.Value(value)
}

func main() {
	os.Exit(run())
}

// run gives the code with which the program ends.
func run() int {
	flags := flag.NewFlagSet("offboard", flag.ContinueOnError)
	dryRun := flags.Bool("dry-run", false, "")
	withoutAdminLevels := flags.Bool("without-admin-levels", false, "")
	flags.Usage = func() {}
	switch err := flags.Parse(os.Args[1:]); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Print(help)
		return 0
	case err != nil:
		return 2
	case flags.NArg() != 1:
		fmt.Fprintln(os.Stderr, "it takes one address, behind the options; --help says which there are")
		return 2
	}
	lp, err := lastpassadmin.New(lastpassadmin.WithReadOnly(*dryRun), lastpassadmin.WithAPIUser("offboard"))
	if err != nil {
		return fail(err)
	}
	defer lp.Close()
	ctx := context.Background()
	if code := check(ctx, lp, !*withoutAdminLevels); code != 0 {
		return code
	}
	user, err := lp.Provisioning.Users.Get(ctx, flags.Arg(0))
	if errors.Is(err, lastpassadmin.ErrNotFound) {
		fmt.Fprintf(os.Stderr, "%s is no user of this company. A pending invitation is taken back with Uninvite.\n", flags.Arg(0))
		return 1
	}
	if err != nil {
		return fail(err)
	}
	leaver := offboarding{lp, value(user.Username), *dryRun}
	if undone := leaver.steps(ctx, !*withoutAdminLevels); undone > 0 {
		fmt.Fprintf(os.Stderr, "%d steps are not done: %s is not offboarded.\n", undone, leaver.username)
		return 1
	}
	return 0
}

// check finds a dead credential before the first step, and not between two of them.
func check(ctx context.Context, lp *lastpassadmin.Client, adminLevels bool) int {
	report, err := lp.Check(ctx)
	if err != nil {
		return fail(err)
	}
	type credential struct {
		name   string
		status *lastpassadmin.CredentialStatus
	}
	needed := []credential{{"LASTPASS_CID and LASTPASS_PROVHASH", report.Provisioning}}
	if adminLevels {
		needed = append(needed, credential{"LASTPASS_API_KEY", report.Business})
	}
	for _, each := range needed {
		if each.status == nil {
			fmt.Fprintf(os.Stderr, "Nothing was changed: %s has to be set.\n", each.name)
			return 2
		}
		if each.status.Err != nil {
			fmt.Fprintf(os.Stderr, "Nothing was changed: %s does not work: %s\n", each.name, each.status.Err)
			return 1
		}
	}
	return 0
}

func fail(err error) int {
	fmt.Fprintln(os.Stderr, err, advice(err))
	if errors.Is(err, lastpassadmin.ErrConfiguration) || errors.Is(err, lastpassadmin.ErrInvalidArgument) {
		return 2
	}
	return 1
}
