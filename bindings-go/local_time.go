package lastpassadmin

import "time"

// LocalTime is a time as the vendor prints it, without a zone, and what it stands for. In JSON it
// is its text.
type LocalTime struct {
	// The text as it came.
	Text string
	// The instant, with the offset of the account's zone, where the client knows the zone
	// (WithTimeZone); the zero time where it does not, or if the text is no time. Of the two
	// instants of an hour that daylight saving repeats, this is the earlier one.
	Time time.Time
	// Whether the text names two instants, or none, in the zone of the account.
	IsAmbiguous bool
}

// At is an instant, as a bound of what is asked for.
func At(instant time.Time) *LocalTime {
	return &LocalTime{Time: instant}
}

// AtLocal is a time in the zone of the account, such as 2024-05-02 10:15:00, as a bound of what is
// asked for.
func AtLocal(text string) *LocalTime {
	return &LocalTime{Text: text}
}

// given is what is sent: the text is one of two instants where it is ambiguous, the instant is not.
func (t LocalTime) given() string {
	if t.Time.IsZero() {
		return t.Text
	}
	return t.Time.Format(time.RFC3339Nano)
}

// String is the text, or the instant where there is no text.
func (t LocalTime) String() string {
	if t.Text != "" {
		return t.Text
	}
	return t.given()
}

// MarshalText gives what String gives.
func (t LocalTime) MarshalText() ([]byte, error) {
	return []byte(t.String()), nil
}

// UnmarshalText takes a text over; which instant it stands for is not known from it.
func (t *LocalTime) UnmarshalText(text []byte) error {
	*t = LocalTime{Text: string(text)}
	return nil
}
