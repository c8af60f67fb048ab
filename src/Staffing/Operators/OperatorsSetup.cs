namespace Steward.Staffing.Operators;

internal static class OperatorsSetup
{
    /// <summary>The agency's people and their sign-in.</summary>
    public static void AddOperators(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<Passwords>().AddSingleton<PutOperator>().AddSingleton<SignIn>().AddSingleton<ListOperators>();
}
