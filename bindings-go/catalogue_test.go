package lastpassadmin_test

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

const (
	carol = "carol@example.com"
	grace = "grace@example.com"
)

// use is a call of a typed method: it gives what of the answer is looked at.
type use func(ctx context.Context, lp *lastpassadmin.Client) (any, error)

// step is one of the calls, in an order in which each finds what it needs.
type step struct {
	method   string
	use      use
	expected any
}

// nothing is answered by a method that gives an error alone, and looked at where the vendor does not document the answer.
type nothing struct{}

func gives(err error) (any, error) {
	return nothing{}, err
}

// first reads all of a list, and gives something of its first item.
func first[T any](items iter.Seq2[T, error], see func(T) any) (any, error) {
	var found any = "no item"
	for item, err := range items {
		if err != nil {
			return nil, err
		}
		if found == "no item" {
			found = see(item)
		}
	}
	return found, nil
}

// each reads all of a list, and gives something of all items.
func each[T, S any](items iter.Seq2[T, error], see func(T) S) (any, error) {
	found := []S{}
	for item, err := range items {
		if err != nil {
			return nil, err
		}
		found = append(found, see(item))
	}
	return found, nil
}

// of gives something of an answer.
func of[T any](see func(T) any) func(T, error) (any, error) {
	return func(answer T, err error) (any, error) {
		if err != nil {
			return nil, err
		}
		return see(answer), nil
	}
}

// holds tells whether a text is among others.
func holds(text string) func(any, error) (any, error) {
	return of(func(texts any) any { return slices.Contains(texts.([]string), text) })
}

func value[T any](value *T) T {
	return lastpassadmin.Value(value)
}

var (
	outcomes  = of(func(outcome *lastpassadmin.Outcome) any { return outcome.Applied() })
	accepted  = of(func(request *lastpassadmin.AsyncRequest) any { return request.ID != nil })
	companyOf = of(func(company *lastpassadmin.ManagedCompany) any { return value(company.Name) })
	levelOf   = of(func(level *lastpassadmin.AdminLevel) any { return value(level.Name) })
	folderOf  = of(func(folder *lastpassadmin.SharedFolder) any { return folder.Users[0].Role })
	nameOf    = of(func(user *lastpassadmin.CompanyUser) any { return value(user.Name) })
	pushed    = of(func(reply *lastpassadmin.PushSitesReply) any { return value(reply.PushID) != "" })
	anything  = of(func(json.RawMessage) any { return nothing{} })
)

var steps = []step{
	{"Users.List", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		params := &lastpassadmin.UsersListParams{Email: lastpassadmin.Ptr("ada%")}
		return each(lp.Users.List(ctx, params), func(user lastpassadmin.CompanyUser) string { return *user.Email })
	}, []string{ada}},
	{"Users.Get", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return of(func(user *lastpassadmin.CompanyUser) any {
			return []any{value(user.ID), value(user.Name), value(user.Email), value(user.AccountStatus)}
		})(
			lp.Users.Get(ctx, adaID),
		)
	}, []any{int64(adaID), "Ada Example", ada, lastpassadmin.CompanyUserAccountStatusEnrolled}},
	{"Users.Create", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		params := newUser(grace)
		params.Name = lastpassadmin.Ptr("Grace Hopper")
		return nameOf(lp.Users.Create(ctx, params))
	}, "Grace Hopper"},
	{"Users.Update", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return nameOf(lp.Users.Update(ctx, adaID, &lastpassadmin.UsersUpdateParams{Name: lastpassadmin.Ptr("Ada L.")}))
	}, "Ada L."},
	{"Users.Invite", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return anything(lp.Users.Invite(ctx, 80002))
	}, nothing{}},
	{"Users.Delete", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return gives(lp.Users.Delete(ctx, 80010))
	}, nothing{}},
	{"AdminLevels.List", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return first(lp.AdminLevels.List(ctx, nil), func(level lastpassadmin.AdminLevel) any { return *level.Name })
	}, "Super admin"},
	{"AdminLevels.Get", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return levelOf(lp.AdminLevels.Get(ctx, 300))
	}, "Helpdesk"},
	{"AdminLevels.ListUsers", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return each(lp.AdminLevels.ListUsers(ctx, 100, nil), func(user lastpassadmin.AdminLevelUser) int64 { return *user.ID })
	}, []int64{adaID}},
	{"AdminLevels.AddUser", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return of(func(made *lastpassadmin.AdminLevelAssignment) any {
			return []any{value(made.ID), value(made.Email), value(made.AdminLevelID)}
		})(
			lp.AdminLevels.AddUser(ctx, 200, &lastpassadmin.AdminLevelsAddUserParams{UserID: 80003}),
		)
	}, []any{int64(80003), eve, int64(200)}},
	{"AdminLevels.RemoveUser", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return gives(lp.AdminLevels.RemoveUser(ctx, 200, 80003))
	}, nothing{}},
	{"ManagedCompanies.List", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		statuses := []lastpassadmin.ManagedCompanyStatus{lastpassadmin.ManagedCompanyStatusActive}
		params := &lastpassadmin.ManagedCompaniesListParams{Status: statuses}
		list := lp.ManagedCompanies.List(ctx, params)
		return each(list, func(company lastpassadmin.ManagedCompany) int64 { return *company.ID })
	}, []int64{5501, 5502, 5503}},
	{"ManagedCompanies.Get", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return companyOf(lp.ManagedCompanies.Get(ctx, 5501))
	}, "Example Child Ltd"},
	{"ManagedCompanies.FindByName", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		none, err := lp.ManagedCompanies.FindByName(ctx, "No Such Ltd")
		if none != nil || err != nil {
			return none, err
		}
		return companyOf(lp.ManagedCompanies.FindByName(ctx, "Example Child Ltd"))
	}, "Example Child Ltd"},
	{"ManagedCompanies.Create", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		request, err := lp.ManagedCompanies.Create(ctx, &lastpassadmin.ManagedCompaniesCreateParams{
			Name:         "New Ltd",
			Type:         lastpassadmin.ManagedCompanyTypeManaged,
			LicenseLimit: lastpassadmin.Ptr[int64](5),
			Addons:       []lastpassadmin.ManagedCompanyAddon{lastpassadmin.ManagedCompanyAddonMFA},
		})
		if err != nil {
			return nil, err
		}
		answer, err := lp.Poll(ctx, *request.URL)
		if err != nil {
			return nil, err
		}
		return answer.Status, nil
	}, 200},
	{"ManagedCompanies.Update", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		params := &lastpassadmin.ManagedCompaniesUpdateParams{LicenseLimit: lastpassadmin.Ptr[int64](30)}
		return accepted(lp.ManagedCompanies.Update(ctx, 5501, params))
	}, true},
	{"ManagedCompanies.Replace", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return accepted(lp.ManagedCompanies.Replace(ctx, 5501, &lastpassadmin.ManagedCompaniesReplaceParams{
			LicenseLimit: 31,
			Status:       lastpassadmin.ManagedCompanyStatusActive,
			Addons:       []lastpassadmin.ManagedCompanyAddon{},
		}))
	}, true},
	{"ManagedCompanies.Detach", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return gives(lp.ManagedCompanies.Detach(ctx, 5503))
	}, nothing{}},
	{"ManagedCompanyUsers.List", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		params := &lastpassadmin.ManagedCompanyUsersListParams{Email: lastpassadmin.Ptr("admin%")}
		list := lp.ManagedCompanyUsers.List(ctx, 5501, params)
		return each(list, func(user lastpassadmin.CompanyUser) string { return *user.Email })
	}, []string{"admin@company0000.example"}},
	{"ManagedCompanyUsers.Get", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return of(func(user *lastpassadmin.CompanyUser) any { return value(user.ID) })(
			lp.ManagedCompanyUsers.Get(ctx, 5501, 80026),
		)
	}, int64(80026)},
	{"ManagedCompanyUsers.Create", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		id, err := invitable(ctx, lp)
		return id > 0, err
	}, true},
	{"ManagedCompanyUsers.Update", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		params := &lastpassadmin.ManagedCompanyUsersUpdateParams{Name: lastpassadmin.Ptr("Root")}
		return nameOf(lp.ManagedCompanyUsers.Update(ctx, 5501, 80026, params))
	}, "Root"},
	{"ManagedCompanyUsers.Invite", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		id, err := invitable(ctx, lp)
		if err != nil {
			return nil, err
		}
		return anything(lp.ManagedCompanyUsers.Invite(ctx, 5501, id))
	}, nothing{}},
	{"ManagedCompanyUsers.Delete", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		id, err := invitable(ctx, lp)
		if err != nil {
			return nil, err
		}
		return gives(lp.ManagedCompanyUsers.Delete(ctx, 5501, id))
	}, nothing{}},
	{"ManagedCompanyAdminLevels.List", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		list := lp.ManagedCompanyAdminLevels.List(ctx, 5501, nil)
		return first(list, func(level lastpassadmin.AdminLevel) any { return level.ID != nil })
	}, true},
	{"ManagedCompanyAdminLevels.Get", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return levelOf(lp.ManagedCompanyAdminLevels.Get(ctx, 5501, 300))
	}, "Helpdesk"},
	{"ManagedCompanyAdminLevels.ListUsers", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		list := lp.ManagedCompanyAdminLevels.ListUsers(ctx, 5501, 300, nil)
		return each(list, func(user lastpassadmin.AdminLevelUser) int64 { return *user.ID })
	}, []int64{80026}},
	{"ManagedCompanyAdminLevels.AddUser", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		params := &lastpassadmin.ManagedCompanyAdminLevelsAddUserParams{UserID: 80026}
		return of(func(made *lastpassadmin.AdminLevelAssignment) any {
			return made == nil || value(made.AdminLevelID) == 100
		})(
			lp.ManagedCompanyAdminLevels.AddUser(ctx, 5501, 100, params),
		)
	}, true},
	{"ManagedCompanyAdminLevels.RemoveUser", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return gives(lp.ManagedCompanyAdminLevels.RemoveUser(ctx, 5501, 100, 80026))
	}, nothing{}},
	{"Reports.ListAdminUsers", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		list := lp.Reports.ListAdminUsers(ctx, nil)
		name := func(user lastpassadmin.AdminUserReport) string { return value(value(user.Company).Name) }
		return holds("Example Company 0001")(each(list, name))
	}, true},
	{"Reports.ListBillingCycles", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		params := &lastpassadmin.ReportsListBillingCyclesParams{NumberOfCycles: lastpassadmin.Ptr[int64](1)}
		return lp.Reports.ListBillingCycles(ctx, params)
	}, []lastpassadmin.BillingCycle{{StartDate: lastpassadmin.Ptr("2024-05-01"), EndDate: lastpassadmin.Ptr("2024-05-31")}}},
	{"Reports.ListBillingRecords", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		params := &lastpassadmin.ReportsListBillingRecordsParams{StartDate: "2024-01-01", EndDate: "2024-12-31"}
		return first(lp.Reports.ListBillingRecords(ctx, params), func(record lastpassadmin.BillingReport) any {
			var known struct{ SandboxInvoice struct{ Number string } }
			if err := json.Unmarshal(record.Extra, &known); err != nil {
				return err
			}
			return known.SandboxInvoice.Number
		})
	}, "INV-5501-2024-05-01"},
	{"Provisioning.Users.List", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		params := &lastpassadmin.ProvisioningUsersListParams{Admin: lastpassadmin.Ptr(true)}
		return first(lp.Provisioning.Users.List(ctx, params), func(user lastpassadmin.ProvisioningUser) any {
			return []any{*user.Username, *user.Admin}
		})
	}, []any{ada, true}},
	{"Provisioning.Users.Get", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return of(func(user *lastpassadmin.ProvisioningUser) any { return user.Attribs })(
			lp.Provisioning.Users.Get(ctx, ada),
		)
	}, map[string]string{"Department": "R&D"}},
	{"Provisioning.Users.Add", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return outcomes(lp.Provisioning.Users.Add(ctx, []lastpassadmin.BatchAddUser{
			{Username: "hal@example.com", FullName: lastpassadmin.Ptr("Hal"), Attribs: map[string]string{"aKey": "x"}},
		}))
	}, []string{"hal@example.com"}},
	{"Provisioning.Users.Update", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return gives(lp.Provisioning.Users.Update(ctx, &lastpassadmin.ProvisioningUsersUpdateParams{
			Username: "hal@example.com",
			FullName: lastpassadmin.Ptr("Hal 9000"),
		}))
	}, nothing{}},
	{"Provisioning.Users.Disable", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return outcomes(lp.Provisioning.Users.Disable(ctx, []string{bob}))
	}, []string{bob}},
	{"Provisioning.Users.Enable", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return outcomes(lp.Provisioning.Users.Enable(ctx, []string{eve}))
	}, []string{eve}},
	{"Provisioning.Users.ListInvited", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return of(func(invited []string) any { return slices.Contains(invited, carol) })(
			lp.Provisioning.Users.ListInvited(ctx),
		)
	}, true},
	{"Provisioning.Users.Reinvite", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return gives(lp.Provisioning.Users.Reinvite(ctx, carol))
	}, nothing{}},
	{"Provisioning.Users.Uninvite", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return gives(lp.Provisioning.Users.Uninvite(ctx, carol))
	}, nothing{}},
	{"Provisioning.Users.SendPasswordReset", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return gives(lp.Provisioning.Users.SendPasswordReset(ctx, ada))
	}, nothing{}},
	{"Provisioning.Users.RequirePasswordChange", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return gives(lp.Provisioning.Users.RequirePasswordChange(ctx, ada))
	}, nothing{}},
	{"Provisioning.Users.DisableMFA", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return gives(lp.Provisioning.Users.DisableMFA(ctx, ada))
	}, nothing{}},
	{"Provisioning.Users.ChangeEmail", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return gives(lp.Provisioning.Users.ChangeEmail(ctx, eve, "eve.b@example.com"))
	}, nothing{}},
	{"Provisioning.Users.Deactivate", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return gives(lp.Provisioning.Users.Deactivate(ctx, "user00020@example.com"))
	}, nothing{}},
	{"Provisioning.Users.RemoveFromCompany", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return gives(lp.Provisioning.Users.RemoveFromCompany(ctx, "user00021@example.com"))
	}, nothing{}},
	{"Provisioning.Users.DeletePermanently", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		leaver := "user00022@example.com"
		params := &lastpassadmin.ProvisioningUsersDeletePermanentlyParams{ConfirmUsername: leaver}
		return gives(lp.Provisioning.Users.DeletePermanently(ctx, leaver, params))
	}, nothing{}},
	{"Provisioning.Users.DeleteMany", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return outcomes(lp.Provisioning.Users.DeleteMany(ctx, []string{"user00023@example.com"},
			&lastpassadmin.ProvisioningUsersDeleteManyParams{Action: lastpassadmin.DeleteActionDeactivate, AtMost: 1}))
	}, []string{"user00023@example.com"}},
	{"Provisioning.Groups.List", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return of(func(groups []lastpassadmin.Group) any {
			return slices.ContainsFunc(groups, func(group lastpassadmin.Group) bool { return group.Name == "Zürich" })
		})(
			lp.Provisioning.Groups.List(ctx),
		)
	}, true},
	{"Provisioning.Groups.Get", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return of(func(group *lastpassadmin.Group) any { return group.Members[0] })(
			lp.Provisioning.Groups.Get(ctx, "Oncall"),
		)
	}, ada},
	{"Provisioning.Groups.ChangeMembers", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		change := lastpassadmin.GroupChange{Username: ada, Add: []string{"Fresh"}, Remove: []string{"Oncall"}}
		return outcomes(lp.Provisioning.Groups.ChangeMembers(ctx, []lastpassadmin.GroupChange{change}))
	}, []string{ada}},
	{"Provisioning.SharedFolders.List", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return first(lp.Provisioning.SharedFolders.List(ctx), func(folder lastpassadmin.SharedFolder) any {
			return []any{*folder.ID, *folder.Name, folder.IsDeleted}
		})
	}, []any{"5001", "Shared-Infra", false}},
	{"Provisioning.SharedFolders.Get", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return folderOf(lp.Provisioning.SharedFolders.Get(ctx, "5001"))
	}, lastpassadmin.FolderRoleAdmin},
	{"Provisioning.SharedFolders.ListDetailed", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		list := lp.Provisioning.SharedFolders.ListDetailed(ctx, nil)
		return first(list, func(folder lastpassadmin.SharedFolder) any { return folder.Users[0].Sites })
	}, []string{"203.0.113.9:8443/app", "bank.example"}},
	{"Provisioning.Events.List", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		params := &lastpassadmin.ProvisioningEventsListParams{
			From: lastpassadmin.AtLocal("2024-05-02 00:00:00"),
			To:   lastpassadmin.AtLocal("2024-05-02 23:59:59"),
		}
		return first(lp.Provisioning.Events.List(ctx, params), func(event lastpassadmin.Event) any {
			when := event.Time.Time.Format(time.RFC3339)
			return []any{when, *event.Action, *event.IPAddress, *event.Data, event.Ordinal, len(event.ID)}
		})
	}, []any{"2024-05-02T10:15:00-04:00", "Log in", "203.0.113.7", "portal.example", int64(0), 32}},
	{"Provisioning.Events.Since", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return of(func(batch *lastpassadmin.EventBatch) any { return *batch.Events[0].Action })(
			lp.Provisioning.Events.Since(ctx, lastpassadmin.NewEventCursor("2024-05-02 00:00:00"), nil),
		)
	}, "Log in"},
	{"Provisioning.Sites.Push", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return pushed(lp.Provisioning.Sites.Push(ctx, &lastpassadmin.ProvisioningSitesPushParams{
			Users:    ada,
			URL:      "https://portal.example",
			Name:     "Portal",
			Favorite: lastpassadmin.Ptr(true),
		}))
	}, true},
	{"Provisioning.Reports.ListExpiredMasterPasswords", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		list := lp.Provisioning.Reports.ListExpiredMasterPasswords(ctx, nil)
		return first(list, func(expired lastpassadmin.ExpiredMasterPassword) any {
			return []any{*expired.UserID, *expired.Username, expired.LastPasswordChange.Text}
		})
	}, []any{int64(700101), ada, "2022-01-10 17:02:33"}},
	{"IAM.Me", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return of(func(me *lastpassadmin.IAMCredentials) any { return value(value(me.AuthType).Value) })(
			lp.IAM.Me(ctx),
		)
	}, lastpassadmin.IAMAuthTypeValueAPIKey},
	{"IAM.ListResourceTypes", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return lp.IAM.ListResourceTypes(ctx)
	}, []string{"shared_folder"}},
	{"IAM.ListResourceUsers", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		params := &lastpassadmin.IAMListResourceUsersParams{ResourceID: lastpassadmin.Ptr("5001")}
		return first(lp.IAM.ListResourceUsers(ctx, params), func(user lastpassadmin.IAMUser) any {
			return []any{*user.ID, *user.Permissions[0].Resources[0].ID}
		})
	}, []any{ada, "5001"}},
	{"IAM.ListResourceGroups", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		params := &lastpassadmin.IAMListResourceGroupsParams{ResourceID: lastpassadmin.Ptr("5001")}
		return first(lp.IAM.ListResourceGroups(ctx, params), func(group lastpassadmin.IAMGroup) any { return *group.ID })
	}, "Eng"},
	{"IAM.CheckPermissions", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return of(func(check *lastpassadmin.IAMPermissionCheck) any { return value(check.Allowed) })(
			lp.IAM.CheckPermissions(ctx, &lastpassadmin.IAMCheckPermissionsParams{
				UserID:     ada,
				ResourceID: "5001",
				Action:     lastpassadmin.Ptr(lastpassadmin.IAMActionRead),
			}),
		)
	}, true},
	{"IAM.Users.List", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		params := &lastpassadmin.IAMUsersListParams{Email: lastpassadmin.Ptr(ada), Extended: lastpassadmin.Ptr(true)}
		return each(lp.IAM.Users.List(ctx, params), func(user lastpassadmin.IAMUser) string {
			return fmt.Sprintf("%d, %s", *user.UnifiedCustomFields.BusinessID, user.LastLoginAt.Format(time.RFC3339))
		})
	}, []string{"80001, 2022-06-20T12:00:07Z"}},
	{"IAM.Users.Get", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return of(func(user *lastpassadmin.IAMUser) any { return []string{value(user.ID), value(user.FirstName)} })(
			lp.IAM.Users.Get(ctx, ada, &lastpassadmin.IAMUsersGetParams{SplitNames: lastpassadmin.Ptr(true)}),
		)
	}, []string{ada, "Ada"}},
	{"IAM.Groups.List", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return first(lp.IAM.Groups.List(ctx, nil), func(group lastpassadmin.IAMGroup) any { return *group.ID })
	}, "Eng"},
	{"IAM.Groups.Get", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return of(func(group *lastpassadmin.IAMGroup) any { return value(value(group.Type).Value) })(
			lp.IAM.Groups.Get(ctx, "Eng"),
		)
	}, lastpassadmin.IAMGroupTypeValueGroup},
	{"IAM.Roles.List", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		id := func(role lastpassadmin.IAMRole) string { return *role.ID }
		return holds("admin")(each(lp.IAM.Roles.List(ctx, nil), id))
	}, true},
	{"IAM.Roles.Get", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		return of(func(role *lastpassadmin.IAMRole) any { return value(value(role.Type).Value) })(
			lp.IAM.Roles.Get(ctx, "admin", nil),
		)
	}, lastpassadmin.IAMRoleTypeValueAdmin},
	{"IAM.Organizations.List", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		params := &lastpassadmin.IAMOrganizationsListParams{Extended: lastpassadmin.Ptr(true)}
		list := lp.IAM.Organizations.List(ctx, params)
		return first(list, func(company lastpassadmin.IAMOrganization) any { return *company.ID != "" })
	}, true},
	{"IAM.Organizations.Get", func(ctx context.Context, lp *lastpassadmin.Client) (any, error) {
		organizations, err := lp.IAM.Organizations.ListPages(ctx, nil).Collect()
		if err != nil {
			return nil, err
		}
		isIt := func(found *lastpassadmin.IAMOrganization) any { return value(found.ID) == *organizations[0].ID }
		return of(isIt)(lp.IAM.Organizations.Get(ctx, *organizations[0].ID, nil))
	}, true},
}

// invitable makes a user of the managed company who can be invited.
func invitable(ctx context.Context, lp *lastpassadmin.Client) (int64, error) {
	user, err := lp.ManagedCompanyUsers.Create(ctx, 5501, &lastpassadmin.ManagedCompanyUsersCreateParams{
		Email:                 fmt.Sprintf("user%d@example.com", time.Now().UnixNano()),
		CreationAccountAction: lastpassadmin.UserAccountCreationActionStage,
	})
	if err != nil {
		return 0, err
	}
	return value(user.ID), nil
}

func TestEveryOperationIsCalled(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t, J{"now": "2024-06-15T12:00:00Z"})
	tenant.Quirks(J{"push_sites_available": true})
	tenant.Event("2024-05-02 10:15:00", 1, J{"data": "portal.example"})
	lp := clientOf(t, tenant)
	for _, step := range steps {
		t.Run(step.method, func(t *testing.T) {
			asked := tenant.Hits("")
			found := must(step.use(t.Context(), lp))(t)
			equal(t, "answer", found, step.expected)
			if tenant.Hits("") == asked {
				t.Error("nothing was asked")
			}
		})
	}
}

func TestNoOperationIsLeftOut(t *testing.T) {
	var called []string
	for _, step := range steps {
		called = append(called, step.method)
	}
	var methods []string
	client := reflect.TypeFor[lastpassadmin.Client]()
	for at := range client.NumField() {
		if field := client.Field(at); field.IsExported() {
			methods = append(methods, methodsOf(field.Type, field.Name+".")...)
		}
	}
	slices.Sort(called)
	slices.Sort(methods)
	equal(t, "methods", called, methods)
}

// methodsOf are the methods of a resource and of those that hang off it; lists have a twin that is read page by page.
func methodsOf(resource reflect.Type, path string) []string {
	var found []string
	for at := range resource.NumMethod() {
		if name := resource.Method(at).Name; !strings.HasSuffix(name, "Pages") {
			found = append(found, path+name)
		}
	}
	for at := range resource.Elem().NumField() {
		if field := resource.Elem().Field(at); field.IsExported() {
			found = append(found, methodsOf(field.Type, path+field.Name+".")...)
		}
	}
	return found
}
