using System.Security.Cryptography;

namespace Tenantry.Grains;

[GrainType("invitation"), CollectionAgeLimit(Minutes = 2)]
internal sealed class InvitationGrain(
    [PersistentState("record")] IPersistentState<Record<InvitationState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<InvitationState>(storage, surroundings), IInvitationGrain
{
    private InvitationId Id => InvitationId.Wrap(RecordKey.Of(this.GetGrainId()).Key);

    private OrganizationId Organization => OrganizationId.Wrap(RecordKey.Of(this.GetGrainId()).Partition["invitation/".Length..]);

    public async Task Follow(InvitationDetails details)
    {
        if (State.Details is null || details.Order > State.Details.Order)
            await Commit(State.Follow(details));
    }

    public Task<InvitationSecret?> IssueToken() => Issue(mailed: true);

    public Task<InvitationSecret?> RevealToken() => Issue(mailed: false);

    public Task<Result<PresentedInvitation>> Present(string tokenHash)
        => Task.FromResult<Result<PresentedInvitation>>(
            State.Details is { } details && State.Find(tokenHash) is { } token
                ? new PresentedInvitation(details, token.Mailed)
                : Errors.InvitationNotFound());

    public async Task<Result<PresentedInvitation>> Open(string tokenHash)
    {
        var presented = await Present(tokenHash);
        return presented.Value?.Details.Closed(Now) is { } closed ? closed : presented;
    }

    public Task<Result<InvitationView>> Get()
        => Task.FromResult<Result<InvitationView>>(State.Details?.View(Id, Revision) is { } view ? view : Errors.InvitationNotFound());

    protected override DateTimeOffset? AlarmOf(InvitationState state) => state.ExpiryDue();

    protected override async Task OnAlarm()
    {
        if (State.ExpiryDue() <= Now)
        {
            var order = State.Details!.Order;
            await CommitUnseen(State with { ExpiryTold = order }, new ExpireInvitation(Organization, Id, order));
        }
    }

    private async Task<InvitationSecret?> Issue(bool mailed)
    {
        if (State.Details?.IsOpen(Now) != true) return null;

        var token = InvitationToken.Issue(Organization, Id, RandomNumberGenerator.GetBytes(32), out var text);
        await CommitUnseen(State.Issue(new IssuedToken(token.Hash, mailed)));
        return new InvitationSecret(text);
    }
}
