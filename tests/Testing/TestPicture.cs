namespace Steward.Testing;

/// <summary>Pictures that any browser shows.</summary>
public static class TestPicture
{
    private static readonly byte[] Dot = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// <summary>A PNG of one dot; what follows its end makes it another picture than any other's.</summary>
    public static byte[] Png() => [.. Dot, .. Guid.NewGuid().ToByteArray()];
}
