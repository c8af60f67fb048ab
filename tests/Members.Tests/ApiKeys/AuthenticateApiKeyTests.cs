using Dapper;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Npgsql;
using Steward.Contracts.Members.V1;
using Steward.Members.ApiKeys;
using Steward.Testing;
using static Steward.Members.Tests.MembersBench;

namespace Steward.Members.Tests.ApiKeys;

[Collection(MembersCollection.Name)]
public sealed class AuthenticateApiKeyTests(MembersBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task A_key_names_its_brand_and_scopes_and_only_its_hash_is_stored()
    {
        var issued = await IssueAsync(request => { });

        Assert.Matches("^stw_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}$", issued.Secret);
        var reply = await AuthenticateAsync(issued.Secret);
        Assert.Equal((_brand.ToString(), issued.KeyId), (reply.BrandId, reply.KeyId));
        Assert.Equal(["groups.read"], reply.Scopes);
        await using var connection = new NpgsqlConnection(bench.Host.OwnerConnectionString);
        var row = await connection.ExecuteScalarAsync<string>("select api_keys::text from api_keys where key_id = @key", new { key = Guid.Parse(issued.KeyId) });
        Assert.DoesNotContain(issued.Secret[13..], row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_wrong_character_is_as_good_as_none()
    {
        var issued = await IssueAsync(request => { });
        var last = issued.Secret[^1] == 'a' ? 'b' : 'a';

        await RefusedSecretAsync(issued.Secret[..^1] + last);
        await RefusedSecretAsync("stw_00000000_" + new string('x', 43));
        await RefusedSecretAsync("nonsense");
        await RefusedSecretAsync(string.Empty);
    }

    [Fact]
    public async Task A_revoked_key_ends_at_once_and_revoking_again_is_harmless()
    {
        var issued = await IssueAsync(request => { });
        var revoke = new RevokeApiKeyRequest { BrandId = _brand.ToString(), KeyId = issued.KeyId };
        await bench.Brands().RevokeApiKeyAsync(revoke);
        await bench.Brands().RevokeApiKeyAsync(revoke);

        await RefusedSecretAsync(issued.Secret);
        await RefusedAsync(
            StatusCode.NotFound,
            "MEM-016",
            async () => await bench.Brands().RevokeApiKeyAsync(new RevokeApiKeyRequest { BrandId = Guid.NewGuid().ToString(), KeyId = issued.KeyId }));
    }

    [Fact]
    public async Task A_key_ends_when_it_expires()
    {
        var issued = await IssueAsync(request => request.ExpiresAt = Timestamp.FromDateTimeOffset(bench.Clock.GetUtcNow().AddSeconds(2)));
        await AuthenticateAsync(issued.Secret);
        bench.Clock.Advance(TimeSpan.FromSeconds(2));

        await RefusedSecretAsync(issued.Secret);
    }

    [Fact]
    public async Task A_given_secret_makes_issuing_repeatable_and_a_made_one_does_not()
    {
        var key = Guid.NewGuid().ToString();
        var chosen = $"{Guid.NewGuid():N}{Guid.NewGuid():N}";
        var first = await IssueAsync(request => (request.KeyId, request.Secret) = (key, chosen));
        var second = await IssueAsync(request => (request.KeyId, request.Secret) = (key, chosen));

        Assert.Equal(first.Secret, second.Secret);
        Assert.EndsWith(chosen, first.Secret, StringComparison.Ordinal);
        Assert.Equal(key, (await AuthenticateAsync(first.Secret)).KeyId);
        await RefusedAsync(StatusCode.FailedPrecondition, "MEM-015", () => IssueAsync(request => request.KeyId = key));
    }

    [Fact]
    public async Task Bad_input_is_named()
    {
        await RefusedAsync(StatusCode.InvalidArgument, "MEM-010", () => IssueAsync(request => request.Name = " "));
        await RefusedAsync(StatusCode.InvalidArgument, "MEM-011", () => IssueAsync(request => request.Scopes.Add("everything")));
        await RefusedAsync(StatusCode.InvalidArgument, "MEM-012", () => IssueAsync(request => request.ExpiresAt = Timestamp.FromDateTimeOffset(Monday.AddYears(-5))));
        await RefusedAsync(StatusCode.InvalidArgument, "MEM-013", () => IssueAsync(request => request.Secret = "short"));
        await RefusedAsync(StatusCode.PermissionDenied, "STW-002", async () =>
            await bench.Host.Client<BrandService.BrandServiceClient>(ServiceHost.AdminOf(_brand)).AuthenticateApiKeyAsync(new AuthenticateApiKeyRequest { Secret = "x" }));
    }

    [Fact]
    public void The_prefix_of_a_chosen_secret_follows_from_the_key()
    {
        var key = Guid.NewGuid();
        var part = new string('s', 32);

        Assert.Equal(ApiKeySecret.Given(part, key), ApiKeySecret.Given(part, key));
        Assert.NotEqual(ApiKeySecret.Given(part, key)!.Prefix, ApiKeySecret.Given(part, Guid.NewGuid())!.Prefix);
        Assert.Null(ApiKeySecret.Given(part[1..], key));
        Assert.Equal("abcdefgh", ApiKeySecret.Given($"stw_abcdefgh_{part}", key)!.Prefix);
    }

    private async Task<IssueApiKeyResponse> IssueAsync(Action<IssueApiKeyRequest> change)
    {
        await bench.PutBrandAsync(_brand);
        var request = new IssueApiKeyRequest { BrandId = _brand.ToString(), KeyId = Guid.NewGuid().ToString(), Name = "ERP", Scopes = { "groups.read" } };
        change(request);
        return await bench.Brands().IssueApiKeyAsync(request);
    }

    private async Task<AuthenticateApiKeyResponse> AuthenticateAsync(string secret) => await bench.Brands().AuthenticateApiKeyAsync(new AuthenticateApiKeyRequest { Secret = secret });

    private Task RefusedSecretAsync(string secret) => RefusedAsync(StatusCode.Unauthenticated, "MEM-017", () => AuthenticateAsync(secret));
}
