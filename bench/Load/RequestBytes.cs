using System.Globalization;
using System.Text;

namespace Tenantry.Bench;

/// <summary>Requests as they go over the wire.</summary>
internal static class RequestBytes
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    /// <param name="path">What is read.</param>
    /// <param name="token">The access token; null for none.</param>
    public static byte[] Get(string path, string? token = null) => Bytes($"GET {path} HTTP/1.1\r\nHost: bench\r\n{Bearer(token)}\r\n");

    public static byte[] PostJson(string path, string body, string? token = null, string? idempotencyKey = null)
        => Send("POST", path, Json, body, Bearer(token) + (idempotencyKey is null ? "" : $"Idempotency-Key: {idempotencyKey}\r\n"));

    public static byte[] PostForm(string path, string body) => Send("POST", path, Form, body, "");

    public static byte[] PatchJson(string path, string body, string? token) => Send("PATCH", path, Json, body, Bearer(token));

    private static byte[] Send(string method, string path, string type, string body, string headers)
        => Bytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{method} {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}"));

    private static string Bearer(string? token) => token is null ? "" : $"Authorization: Bearer {token}\r\n";

    // All that is sent is ASCII, so that lengths in characters are lengths in bytes.
    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
