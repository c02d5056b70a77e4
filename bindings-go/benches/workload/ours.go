package main

import (
	"context"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

// ours is lastpass-admin.
func ours(ctx context.Context, workload, members string) (int64, error) {
	lp, err := lastpassadmin.New(lastpassadmin.WithMaxRetries(0))
	if err != nil {
		return 0, err
	}
	defer lp.Close()
	switch workload {
	case "w1":
		users, err := lp.Users.ListPages(ctx, nil).Collect()
		return sum(users, members, threeOfUser, everyOfUser), err
	case "w4":
		users, err := lp.Provisioning.Users.ListPages(ctx, nil).Collect()
		return sum(users, members, threeOfProvisioned, everyOfProvisioned), err
	}
	pager := lp.Users.ListPages(ctx, nil)
	defer pager.Close()
	page, err := pager.Next()
	if err != nil {
		return 0, err
	}
	ids := make([]int64, len(page.Items))
	for at, user := range page.Items {
		ids[at] = *user.ID
	}
	return singleReads(workload, ids, func(id int64) (int64, error) {
		user, err := lp.Users.Get(ctx, id)
		if err != nil {
			return 0, err
		}
		return everyOfUser(user), nil
	})
}

// streaming lists without keeping the users.
func streaming(ctx context.Context, workload, members string) (int64, error) {
	lp, err := lastpassadmin.New(lastpassadmin.WithMaxRetries(0))
	if err != nil {
		return 0, err
	}
	defer lp.Close()
	var total int64
	if workload == "w1" {
		for user, err := range lp.Users.List(ctx, nil) {
			if err != nil {
				return 0, err
			}
			total += everyOfUser(&user)
		}
		return total, nil
	}
	for user, err := range lp.Provisioning.Users.List(ctx, nil) {
		if err != nil {
			return 0, err
		}
		total += everyOfProvisioned(&user)
	}
	return total, nil
}

func threeOfUser(user *lastpassadmin.CompanyUser) int64 {
	return value(user.ID) + text(user.Email) + text(user.AccountStatus)
}

func everyOfUser(user *lastpassadmin.CompanyUser) int64 {
	return threeOfUser(user) + text(user.Name)
}

func threeOfProvisioned(user *lastpassadmin.ProvisioningUser) int64 {
	return text(user.ID) + text(user.Username) + flag(value(user.Disabled))
}

func everyOfProvisioned(user *lastpassadmin.ProvisioningUser) int64 {
	total := text(user.ID) + text(user.Username) + text(user.FullName) + text(user.Multifactor)
	total += text(user.Linked) + text(user.DuoUsername)
	for _, each := range []*lastpassadmin.LocalTime{user.Created, user.LastPasswordChange, user.LastLogin} {
		if each != nil {
			total += ofTime(each.Time)
		}
	}
	total += flag(value(user.NeverLoggedIn)) + flag(value(user.Disabled)) + flag(value(user.Admin))
	total += flag(value(user.HasSharingKeys)) + flag(value(user.PasswordResetRequired))
	for _, score := range []*float64{user.MasterPasswordStrength, user.TotalScore, user.LegacyTotalScore} {
		total += int64(value(score))
	}
	for _, count := range []*int64{user.Sites, user.Notes, user.FormFills, user.Applications, user.Attachments} {
		total += value(count)
	}
	for _, group := range user.Groups {
		total += length(group)
	}
	for name, value := range user.Attribs {
		total += length(name) + length(value)
	}
	return total
}

func text[T ~string](text *T) int64 {
	return length(string(value(text)))
}

func value[T any](value *T) T {
	return lastpassadmin.Value(value)
}

func ofTime(moment time.Time) int64 {
	return int64(moment.Day() + moment.Second())
}
