// The holder uses clients with secrets as a program in Go does; see tests/secrets/README.md. It wipes its own copies, which Go
// itself never does: what is left is the library's.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"unsafe"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

var input = bufio.NewReader(os.Stdin)

func readLine() string {
	line, err := input.ReadString('\n')
	if err != nil {
		os.Exit(1)
	}
	return strings.TrimSuffix(line, "\n")
}

// readSecret reads a secret, which comes as numbers that are each one higher than a byte of it. The bytes are those of the text.
func readSecret() ([]byte, string) {
	numbers := strings.Fields(readLine())
	secret := make([]byte, len(numbers))
	for place, number := range numbers {
		value, _ := strconv.Atoi(number)
		secret[place] = byte(value - 1)
	}
	return secret, unsafe.String(&secret[0], len(secret))
}

// attempt prints all of what a call failed with.
func attempt(_ any, err error) {
	for ; err != nil; err = errors.Unwrap(err) {
		encoded, _ := json.Marshal(err)
		fmt.Printf("%v %+v %#v %s\n", err, err, err, encoded)
	}
}

// use is what a client is used for, which succeeds or fails as its credentials and its server are.
func use(ctx context.Context, client *lastpassadmin.Client, password string) {
	fmt.Printf("%v %+v %#v\n", client, client, client)
	for _, err := range client.Users.List(ctx, nil) {
		attempt(nil, err)
	}
	attempt(client.Users.Get(ctx, 1))
	for _, username := range []string{"grace@example.com", "nobody"} {
		row := lastpassadmin.BatchAddUser{Username: username, Password: lastpassadmin.Ptr(lastpassadmin.Secret(password))}
		fmt.Printf("%v %+v %#v\n", row, row, row)
		attempt(client.Provisioning.Users.Add(ctx, []lastpassadmin.BatchAddUser{row}))
	}
}

// reached says how far it is, and waits until it is told to go on.
func reached(place string) {
	fmt.Println(place)
	readLine()
}

func main() {
	business, provisioning, cid := readLine(), readLine(), readLine()
	keyBytes, key := readSecret()
	hashBytes, hash := readSecret()
	passwordBytes, password := readSecret()
	lastpassadmin.SetLogger(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug})))
	var clients []*lastpassadmin.Client
	for _, with := range [][4]string{
		{key, hash, business, provisioning},
		{"lpkey_of-nobody", "of-nobody", business, provisioning},
		{key, hash, "http://127.0.0.1:9", "http://127.0.0.1:9"},
		{hash, key, business, provisioning},
	} {
		client, err := lastpassadmin.New(
			lastpassadmin.WithAPIKey(with[0]),
			lastpassadmin.WithProvisioning(cid, with[1]),
			lastpassadmin.WithBusinessURL(with[2]),
			lastpassadmin.WithProvisioningURL(with[3]),
			lastpassadmin.WithMaxRetries(1),
			lastpassadmin.WithNoProxy(true),
		)
		attempt(nil, err)
		if client != nil {
			clients = append(clients, client)
			use(context.Background(), client, password)
		}
	}
	reached("OPEN")
	for _, client := range clients {
		_ = client.Close()
	}
	for _, secret := range [][]byte{keyBytes, hashBytes, passwordBytes} {
		clear(secret)
	}
	reached("CLOSED")
}
