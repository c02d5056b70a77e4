package lastpassadmin

import (
	"fmt"
	"io"
	"log/slog"
)

// Secret is a text that is sent, and never printed: a password, for example. Every verb of fmt,
// slog and encoding/json write hidden in its place; string(secret) is the text itself.
type Secret string

const hidden = "hidden"

// Format writes hidden, whatever the verb.
func (Secret) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, hidden)
}

// LogValue is hidden.
func (Secret) LogValue() slog.Value {
	return slog.StringValue(hidden)
}

// MarshalText writes hidden.
func (Secret) MarshalText() ([]byte, error) {
	return []byte(hidden), nil
}
