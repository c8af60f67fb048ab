using Grpc.Core;
using Xunit;

namespace Steward.StandIns.Tests.Grpc;

public sealed class StatusTests
{
    [Fact]
    public void codes_have_the_numbers_of_the_specification()
    {
        StatusCode[] inOrder =
        [
            StatusCode.OK, StatusCode.Cancelled, StatusCode.Unknown, StatusCode.InvalidArgument, StatusCode.DeadlineExceeded, StatusCode.NotFound,
            StatusCode.AlreadyExists, StatusCode.PermissionDenied, StatusCode.ResourceExhausted, StatusCode.FailedPrecondition, StatusCode.Aborted,
            StatusCode.OutOfRange, StatusCode.Unimplemented, StatusCode.Internal, StatusCode.Unavailable, StatusCode.DataLoss, StatusCode.Unauthenticated,
        ];

        Assert.Equal(Enumerable.Range(0, 17), inOrder.Select(code => (int)code));
    }

    [Fact]
    public void status_and_exception_say_code_and_detail()
    {
        var status = new Status(StatusCode.NotFound, "gone");

        Assert.Equal("Status(StatusCode=\"NotFound\", Detail=\"gone\")", status.ToString());
        Assert.Equal(status.ToString(), new RpcException(status).Message);
        Assert.Equal("mine", new RpcException(status, "mine").Message);
        Assert.Equal(StatusCode.OK, Status.DefaultSuccess.StatusCode);
        Assert.Equal(StatusCode.Cancelled, Status.DefaultCancelled.StatusCode);
    }

    [Fact]
    public void exception_keeps_trailers_and_local_cause()
    {
        var cause = new IOException("cable");
        var failure = new RpcException(new Status(StatusCode.Unavailable, "down", cause), new Metadata { { "a", "b" } });

        Assert.Same(cause, failure.InnerException);
        Assert.Equal("b", failure.Trailers.GetValue("a"));
        Assert.Empty(new RpcException(Status.DefaultCancelled).Trailers);
    }

    [Fact]
    public void call_options_are_changed_by_copy()
    {
        var headers = new Metadata();
        var deadline = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        using var source = new CancellationTokenSource();
        var before = new CallOptions();

        var after = before.WithHeaders(headers).WithDeadline(deadline).WithCancellationToken(source.Token)
            .WithWriteOptions(new WriteOptions(WriteFlags.NoCompress)).WithWaitForReady();

        Assert.Null(before.Headers);
        Assert.Same(headers, after.Headers);
        Assert.Equal((deadline, source.Token, true), (after.Deadline, after.CancellationToken, after.IsWaitForReady));
        Assert.Equal(WriteFlags.NoCompress, after.WriteOptions!.Flags);
    }
}
