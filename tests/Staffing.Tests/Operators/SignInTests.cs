using Grpc.Core;
using Steward.Contracts.Staffing.V1;
using Steward.Testing;

namespace Steward.Staffing.Tests.Operators;

[Collection(StaffingTests.Name)]
public sealed class SignInTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task The_right_password_signs_in_however_the_login_is_typed()
    {
        var person = await world.OperatorAsync(_brand);

        var signedIn = await world.Operators(ServiceHost.ServiceCaller).SignInAsync(new SignInRequest { Login = $" {person.Login.ToUpperInvariant()} ", Password = "correct horse" });

        Assert.Equal(person, signedIn.Operator);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_login_are_refused_alike()
    {
        var person = await world.OperatorAsync(_brand);

        Assert.Equal((StatusCode.Unauthenticated, "STF-004"), await TryAsync(person.Login, "wrong horse"));
        Assert.Equal((StatusCode.Unauthenticated, "STF-004"), await TryAsync("nobody-here", "wrong horse"));
        Assert.Equal((StatusCode.Unauthenticated, "STF-004"), await TryAsync("", ""));
    }

    [Fact]
    public async Task Ten_wrong_passwords_close_a_login_for_a_quarter_of_an_hour()
    {
        var person = await world.OperatorAsync(_brand);
        foreach (var login in new[] { person.Login, "nobody-either" })
        {
            for (var attempt = 0; attempt < 10; attempt++) { Assert.Equal(StatusCode.Unauthenticated, (await TryAsync(login, "wrong horse")).Status); }

            Assert.Equal((StatusCode.ResourceExhausted, "STF-005"), await TryAsync(login, "correct horse"));
        }

        world.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(person.OperatorId, (await world.Operators(ServiceHost.ServiceCaller).SignInAsync(new SignInRequest { Login = person.Login, Password = "correct horse" })).Operator.OperatorId);
    }

    [Fact]
    public async Task The_right_password_forgets_the_wrong_ones()
    {
        var person = await world.OperatorAsync(_brand);
        for (var round = 0; round < 3; round++)
        {
            for (var attempt = 0; attempt < 9; attempt++) { Assert.Equal(StatusCode.Unauthenticated, (await TryAsync(person.Login, "wrong horse")).Status); }

            await world.Operators(ServiceHost.ServiceCaller).SignInAsync(new SignInRequest { Login = person.Login, Password = "correct horse" });
        }
    }

    [Fact]
    public async Task Only_a_service_may_sign_people_in() =>
        Assert.Equal(StatusCode.PermissionDenied, (await StaffingWorld.RefusedAsync(async () => await world.Operators(ServiceHost.AdminOf(_brand)).SignInAsync(new SignInRequest { Login = "x", Password = "y" }))).Status);

    private Task<(StatusCode Status, string? Code)> TryAsync(string login, string password) =>
        StaffingWorld.RefusedAsync(async () => await world.Operators(ServiceHost.ServiceCaller).SignInAsync(new SignInRequest { Login = login, Password = password }));
}
