namespace Steward.Gateway.Problems;

internal static class ProblemsSetup
{
    public static void AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ProblemHandler>();
    }

    public static void UseProblems(this WebApplication app) => app.UseExceptionHandler();
}
