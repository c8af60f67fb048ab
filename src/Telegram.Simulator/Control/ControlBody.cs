using System.Text.Json;

namespace Steward.Telegram.Simulator.Control;

/// <summary>Reads a control request; a bad one is answered with 400 and the field's name.</summary>
internal static class ControlBody
{
    public static async Task<IResult> ReadAsync<T>(HttpRequest request, Func<T, IResult> use, CancellationToken ct)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, WireJson.Control, ct) is { } body ? use(body) : Bad("the body is null");
        }
        catch (JsonException failure)
        {
            return Bad(failure.Path is { Length: > 2 } path ? $"{path[2..]}: {failure.Message}" : failure.Message);
        }
    }

    public static IResult Ok(object body) => Json(StatusCodes.Status200OK, body);

    public static IResult Bad(string reason) => Json(StatusCodes.Status400BadRequest, new { error = reason });

    public static IResult NotFound(string reason) => Json(StatusCodes.Status404NotFound, new { error = reason });

    public static IResult Conflict(string reason) => Json(StatusCodes.Status409Conflict, new { error = reason });

    private static IResult Json(int status, object body) => Results.Json(body, WireJson.Control, statusCode: status);
}
