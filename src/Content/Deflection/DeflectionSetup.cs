namespace Steward.Content.Deflection;

internal static class DeflectionSetup
{
    /// <summary>Whether answers were enough.</summary>
    public static void AddDeflection(this WebApplicationBuilder builder) => builder.Services.AddSingleton<GetDeflection>();
}
