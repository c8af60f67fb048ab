using System.Text.Json;

namespace Steward.WeCom.Simulator.Control;

/// <summary>Reads a control request; a bad one is answered with 400 and the field's name.</summary>
internal static class ControlBody
{
    public static async Task<IResult> Read<T>(HttpRequest request, Func<T, Task<IResult>> use, CancellationToken ct)
        where T : class
    {
        T? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync<T>(request.Body, WireJson.Control, ct);
        }
        catch (JsonException failure)
        {
            return Bad(Where(failure));
        }

        return body is null ? Bad("the body is null") : await use(body);
    }

    public static IResult Bad(string reason) => Json(StatusCodes.Status400BadRequest, new { error = reason });

    public static IResult NotFound(string reason) => Json(StatusCodes.Status404NotFound, new { error = reason });

    public static IResult Conflict(string reason) => Json(StatusCodes.Status409Conflict, new { error = reason });

    public static IResult Ok(object body) => Json(StatusCodes.Status200OK, body);

    /// <summary>Turns the serializer's message into one that begins with the field.</summary>
    public static string Where(JsonException failure) =>
        failure.Path is { Length: > 1 } path && path.StartsWith("$.", StringComparison.Ordinal) ? $"{path[2..]}: {FirstSentence(failure)}" : FirstSentence(failure);

    private static string FirstSentence(JsonException failure)
    {
        var end = failure.Message.IndexOf(" Path:", StringComparison.Ordinal);
        return end < 0 ? failure.Message : failure.Message[..end];
    }

    private static IResult Json(int status, object body) => Results.Json(body, WireJson.Control, statusCode: status);
}
