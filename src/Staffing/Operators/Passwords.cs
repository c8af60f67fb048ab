using Microsoft.AspNetCore.Identity;
using Steward.Kernel;

namespace Steward.Staffing.Operators;

/// <summary>Hashes passwords with ASP.NET Core Identity's PBKDF2.</summary>
internal sealed class Passwords
{
    public const int MinCharacters = 8;

    /// <summary>Hashing costs time with length; no person types more.</summary>
    public const int MaxCharacters = 200;

    private readonly PasswordHasher<Operator> _hasher = new();
    private readonly string _nobody;

    public Passwords() => _nobody = Hash(Guid.NewGuid().ToString());

    /// <summary>What is wrong with a new password; null when nothing is.</summary>
    public static Problem? Check(string password) =>
        password.Length is >= MinCharacters and <= MaxCharacters ? null
        : OperatorProblems.Invalid([("password", $"password must have {MinCharacters} to {MaxCharacters} characters.")]);

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>Whether the password is the hash's. Without a hash it takes as long and is wrong, so that time does not tell which logins exist.</summary>
    public bool Matches(string? hash, string password) =>
        _hasher.VerifyHashedPassword(null!, hash ?? _nobody, password.Length <= MaxCharacters ? password : "") != PasswordVerificationResult.Failed && hash is not null;
}
