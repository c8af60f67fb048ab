using System.Security.Cryptography;
using System.Text;

namespace Steward.Moderation.Compliance.Approvals;

/// <summary>When two texts are the same one: white space around them and the kind of line ends do not matter, everything else does.</summary>
internal static class ApprovedText
{
    public static string Normalise(string text) => text.ReplaceLineEndings("\n").Trim();

    /// <summary>By which the approvals of a text are found.</summary>
    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(Normalise(text)));
}
