namespace Steward.NativeServers;

/// <summary>A program that a server needs is not installed. The message holds the one line that installs it.</summary>
/// <param name="program">The program looked for.</param>
/// <param name="aptPackage">The Debian package that brings it.</param>
public sealed class MissingPrerequisiteException(string program, string aptPackage) : Exception(
    $"缺少程序 {program}。/ The program '{program}' is missing. Run: sudo apt-get install -y {aptPackage}")
{
    /// <summary>The program looked for.</summary>
    public string Program { get; } = program;

    /// <summary>The Debian package that brings it.</summary>
    public string AptPackage { get; } = aptPackage;
}
