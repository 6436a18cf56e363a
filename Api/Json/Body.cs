using System.Buffers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Tenantry.Api;

/// <summary>
/// A request's JSON body, read strictly. Endpoints take this instead of the framework's own binding because its refusals name
/// the members at fault.
/// </summary>
internal sealed record Body<T>(T Value) : IEndpointParameterMetadataProvider
    where T : class
{
    private static readonly JsonTypeInfo<T> TypeInfo = (JsonTypeInfo<T>)ApiJson.Default.GetTypeInfo(typeof(T))!;

    public static async ValueTask<Body<T>> BindAsync(HttpContext context)
    {
        if (!IsJson(context.Request.ContentType))
            throw new RefusedException(new(ProblemKind.UnsupportedMediaType));

        var reader = context.Request.BodyReader;
        var read = await Deadline.NotCounting(reader.ReadAsync(context.RequestAborted));
        while (!read.IsCompleted)
        {
            // The server refuses bodies over 64 KB, which bounds what gathers here.
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await Deadline.NotCounting(reader.ReadAsync(context.RequestAborted));
        }

        try
        {
            return new(Parse(read.Buffer));
        }
        finally
        {
            reader.AdvanceTo(read.Buffer.End);
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));

    private static T Parse(ReadOnlySequence<byte> json)
    {
        var bytes = json.IsSingleSegment ? json.First : json.ToArray();
        try
        {
            var value = JsonSerializer.Deserialize(bytes.Span, TypeInfo) ?? throw new JsonException();
            return HoldsNullItem(bytes.Span) ? throw new JsonException() : value;
        }
        catch (JsonException exception)
        {
            throw new RefusedException(JsonFaults.Explain(bytes, TypeInfo, exception));
        }
    }

    // The serializer refuses nulls for members that are none, but lets them into lists.
    private static bool HoldsNullItem(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("null"u8) < 0)
            return false;

        // One bit for each level, since the serializer reads at most 64: whether it is a list.
        var lists = 0UL;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray:
                    lists = (lists << 1) | 1;
                    break;
                case JsonTokenType.StartObject:
                    lists <<= 1;
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    lists >>= 1;
                    break;
                case JsonTokenType.Null when (lists & 1) == 1:
                    return true;
            }
        }

        return false;
    }

    private static bool IsJson(string? contentType)
        => MediaTypeHeaderValue.TryParse(contentType, out var type)
           && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
           && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
