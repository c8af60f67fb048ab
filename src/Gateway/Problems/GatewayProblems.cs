using Microsoft.AspNetCore.Http.HttpResults;
using Steward.Kernel;

namespace Steward.Gateway.Problems;

/// <summary>The one place where problems become HTTP: RFC 9457 problem+json with our stable code.</summary>
internal static class GatewayProblems
{
    /// <summary>What a problem is in HTTP.</summary>
    public static ProblemHttpResult ToHttp(this Problem problem) => Of(
        StatusOf(problem.Kind),
        problem.Code,
        problem.Message,
        problem.Field is { } field ? new Dictionary<string, string[]> { [field] = [problem.Message] } : null);

    /// <summary>A request whose fields are wrong, each named with what would be right.</summary>
    public static ProblemHttpResult InvalidFields(IReadOnlyDictionary<string, string[]> errors) =>
        Of(StatusCodes.Status400BadRequest, "GTW-001", $"{errors.Count} field(s) of the request are not right; see errors.", errors);

    /// <summary>A body that is not JSON, with the place where that shows.</summary>
    public static ProblemHttpResult MalformedJson(long line, long column) => Of(
        StatusCodes.Status400BadRequest,
        "GTW-002",
        $"The body is not valid JSON: line {line}, byte {column}.",
        null,
        ("line", line),
        ("column", column));

    public static ProblemHttpResult TooLarge(long limit) =>
        Of(StatusCodes.Status413PayloadTooLarge, "GTW-003", $"The body is larger than {limit} bytes.", null, ("limit", limit));

    public static ProblemHttpResult NotJson() =>
        Of(StatusCodes.Status415UnsupportedMediaType, "GTW-004", "The body must have the content type application/json.", null);

    public static ProblemHttpResult TooMany() =>
        Of(StatusCodes.Status429TooManyRequests, "GTW-005", "This key has used up its requests for now; try again after the time in Retry-After.", null);

    public static ProblemHttpResult NoKey() => Of(
        StatusCodes.Status401Unauthorized,
        "GTW-006",
        "Send an API key: Authorization: Bearer stw_…, or X-Api-Key: stw_…. If you did, it is unknown, expired or revoked.",
        null);

    public static ProblemHttpResult MissingScope(string scope) => Of(StatusCodes.Status403Forbidden, "GTW-007", $"This key lacks the scope {scope}.", null, ("scope", scope));

    /// <summary>What an answer that has only a status means.</summary>
    public static ProblemHttpResult OfStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => Of(status, "GTW-008", "There is nothing at this address.", null),
        StatusCodes.Status405MethodNotAllowed => Of(status, "GTW-010", "This address does not know this method; see the header Allow.", null),
        StatusCodes.Status413PayloadTooLarge => TooLarge(BodyLimits.Largest),
        StatusCodes.Status415UnsupportedMediaType => NotJson(),
        StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout =>
            Of(status, "GTW-011", "Something behind the gateway does not answer; the same request may work in a moment.", null),
        _ => Of(status, "GTW-012", "The request was refused without a reason.", null),
    };

    public static ProblemHttpResult BadRequest(int status, string message) => Of(status, "GTW-009", message, null);

    private static ProblemHttpResult Of(int status, string code, string detail, IReadOnlyDictionary<string, string[]>? errors, params (string Name, object Value)[] more)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        if (errors is not null) { extensions["errors"] = errors; }

        foreach (var (name, value) in more) { extensions[name] = value; }

        return TypedResults.Problem(detail, statusCode: status, type: $"urn:steward:problem:{code}", extensions: extensions);
    }

    private static int StatusOf(ProblemKind kind) => kind switch
    {
        ProblemKind.Invalid => StatusCodes.Status400BadRequest,
        ProblemKind.NotFound => StatusCodes.Status404NotFound,
        ProblemKind.Conflict => StatusCodes.Status409Conflict,
        ProblemKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ProblemKind.Forbidden => StatusCodes.Status403Forbidden,
        ProblemKind.Exhausted => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status503ServiceUnavailable,
    };
}
