using System.Runtime.InteropServices;

namespace Aspire.Hosting.Running;

/// <summary>Finds the <c>dotnet</c> program and the built files of projects.</summary>
internal static class DotNet
{
    /// <summary>The <c>dotnet</c> this process itself runs on.</summary>
    public static string Host { get; } = FindHost();

    /// <summary>The built assembly of a project, in the same configuration (debug, release) as this process.</summary>
    /// <param name="projectFile">The project.</param>
    /// <param name="binaries">The folder with one folder for each project, or null for the one this process was built into.</param>
    /// <exception cref="DistributedApplicationException">The project has not been built.</exception>
    public static string AssemblyOf(string projectFile, string? binaries)
    {
        // artifacts/bin/<project>/<configuration>/
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var name = Path.GetFileNameWithoutExtension(projectFile);
        var folder = Path.Combine(binaries ?? own.Parent!.Parent!.FullName, name, own.Name);

        // The assembly may carry the product's name before the project's; the file beside it says which one can be run.
        var assembly = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.runtimeconfig.json")
                .Select(file => file[..^".runtimeconfig.json".Length] + ".dll")
                .FirstOrDefault(file => IsOf(name, file) && File.Exists(file))
            : null;
        return assembly ?? throw new DistributedApplicationException($"The project {projectFile} has not been built: there is no program in {folder}. Run: dotnet build {projectFile}");
    }

    private static bool IsOf(string project, string assembly)
    {
        var name = Path.GetFileNameWithoutExtension(assembly);
        return name == project || name.EndsWith('.' + project, StringComparison.Ordinal);
    }

    private static string FindHost()
    {
        var program = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", program));
        return File.Exists(beside) ? beside : program;
    }
}
