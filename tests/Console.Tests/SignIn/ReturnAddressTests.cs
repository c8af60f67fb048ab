using Steward.Console.SignIn;

namespace Steward.Console.Tests.SignIn;

public sealed class ReturnAddressTests
{
    [Theory]
    [InlineData("/groups?x=1", "/groups?x=1")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("//evil.example/a", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/a\r\nSet-Cookie: x=1", "/")]
    public void Only_paths_of_this_site_are_gone_back_to(string? asked, string gone) => Assert.Equal(gone, ReturnAddress.Local(asked));

    [Fact]
    public void Signing_in_does_not_lead_back_to_signing_in() => Assert.Equal("/", ReturnAddress.AfterSignIn("/Login?returnUrl=/x"));
}
