package main

import (
	"os"
	"strconv"
	"sync"
	"time"
)

type businessUser struct {
	ID            int64  `json:"id"`
	Name          string `json:"name"`
	Email         string `json:"email"`
	AccountStatus string `json:"accountStatus"`
}

func (u *businessUser) three() int64 {
	return u.ID + length(u.Email) + length(u.AccountStatus)
}

func (u *businessUser) every() int64 {
	return u.three() + length(u.Name)
}

// vendorsUser is a user as the Provisioning API prints it, under its id.
type vendorsUser struct {
	ID                    string            `json:"-"`
	Username              string            `json:"username"`
	FullName              string            `json:"fullname"`
	MasterPasswordScore   string            `json:"mpstrength"`
	Created               string            `json:"created"`
	LastPasswordChange    string            `json:"last_pw_change"`
	LastLogin             string            `json:"last_login"`
	NeverLoggedIn         bool              `json:"neverloggedin"`
	Disabled              bool              `json:"disabled"`
	Admin                 bool              `json:"admin"`
	TotalScore            string            `json:"totalscore"`
	LegacyTotalScore      string            `json:"legacytotalscore"`
	HasSharingKeys        bool              `json:"hasSharingKeys"`
	DuoUsername           string            `json:"duousername"`
	Multifactor           string            `json:"multifactor"`
	Linked                string            `json:"linked"`
	Sites                 int64             `json:"sites"`
	Notes                 int64             `json:"notes"`
	FormFills             int64             `json:"formfills"`
	Applications          int64             `json:"applications"`
	Attachments           int64             `json:"attachments"`
	PasswordResetRequired bool              `json:"password_reset_required"`
	Groups                []string          `json:"groups"`
	Attribs               map[string]string `json:"attribs"`
}

func (u *vendorsUser) three() int64 {
	return length(u.ID) + length(u.Username) + flag(u.Disabled)
}

func (u *vendorsUser) every() int64 {
	total := u.common()
	for _, text := range []string{u.Created, u.LastPasswordChange, u.LastLogin} {
		total += sumOfTime(text)
	}
	for _, text := range []string{u.MasterPasswordScore, u.TotalScore, u.LegacyTotalScore} {
		number, _ := strconv.ParseFloat(text, 64)
		total += int64(number)
	}
	return total
}

// common sums the members that are the same in both structs.
func (u *vendorsUser) common() int64 {
	total := length(u.ID) + length(u.Username) + length(u.FullName) + length(u.Multifactor)
	total += length(u.Linked) + length(u.DuoUsername)
	total += flag(u.NeverLoggedIn) + flag(u.Disabled) + flag(u.Admin) + flag(u.HasSharingKeys)
	total += flag(u.PasswordResetRequired)
	total += u.Sites + u.Notes + u.FormFills + u.Applications + u.Attachments
	for _, group := range u.Groups {
		total += length(group)
	}
	for name, value := range u.Attribs {
		total += length(name) + length(value)
	}
	return total
}

// typedUser is a user whose times have their zone, and whose scores are numbers.
type typedUser struct {
	vendorsUser
	MasterPasswordScore, TotalScore, LegacyTotalScore float64
	Created, LastPasswordChange, LastLogin            time.Time
}

var zone = sync.OnceValues(func() (*time.Location, error) {
	return time.LoadLocation(os.Getenv("LASTPASS_TIME_ZONE"))
})

func typed(id string, user vendorsUser) (typedUser, error) {
	user.ID = id
	made := typedUser{vendorsUser: user}
	location, err := zone()
	times := []struct {
		text string
		into *time.Time
	}{
		{user.Created, &made.Created},
		{user.LastPasswordChange, &made.LastPasswordChange},
		{user.LastLogin, &made.LastLogin},
	}
	for _, each := range times {
		if each.text != "" && err == nil {
			*each.into, err = time.ParseInLocation(time.DateTime, each.text, location)
		}
	}
	scores := []struct {
		text string
		into *float64
	}{
		{user.MasterPasswordScore, &made.MasterPasswordScore},
		{user.TotalScore, &made.TotalScore},
		{user.LegacyTotalScore, &made.LegacyTotalScore},
	}
	for _, each := range scores {
		if each.text != "" && err == nil {
			*each.into, err = strconv.ParseFloat(each.text, 64)
		}
	}
	return made, err
}

func (u *typedUser) every() int64 {
	total := u.common()
	for _, time := range []time.Time{u.Created, u.LastPasswordChange, u.LastLogin} {
		if !time.IsZero() {
			total += ofTime(time)
		}
	}
	return total + int64(u.MasterPasswordScore) + int64(u.TotalScore) + int64(u.LegacyTotalScore)
}
