import asyncio

from backend.api.load import Load


def test_nothing_is_refused_while_there_is_room() -> None:
    async def scenario() -> None:
        load = Load(8, 8)
        for _ in range(50):
            taken = [load.admits() for _ in range(8)]
            assert all(taken)
            await asyncio.sleep(0)

    asyncio.run(scenario())


def test_what_is_in_hand_takes_room_but_what_is_on_its_way_does_not() -> None:
    async def scenario() -> None:
        load = Load(4, 8)
        load.in_hand, load.bodies = 5, {object(): None}
        assert (load.room, load.admits()) == (0, False)
        await asyncio.sleep(0)
        load.in_hand = 2
        assert (load.room, load.admits()) == (1, True)

    asyncio.run(scenario())


def test_half_as_many_are_taken_on_while_there_is_a_crowd() -> None:
    async def scenario() -> None:
        load = Load(8, 8)
        load.in_hand = 8
        assert not load.admits()
        load.in_hand = 0
        assert load.room == 4
        for _ in range(100):
            await asyncio.sleep(0)
        assert load.room == 8

    asyncio.run(scenario())


def test_none_of_those_who_always_ask_is_always_refused() -> None:
    async def scenario() -> None:
        load, answered = Load(10, 8), [0] * 40
        for _ in range(400):
            for place in range(40):
                if load.admits():
                    load.in_hand += 1
                    answered[place] += 1
            assert load.in_hand <= 10
            load.in_hand = 0
            await asyncio.sleep(0)
        assert min(answered[1:]) > 20, "an eighth of the turns is 50"

    asyncio.run(scenario())


def test_a_crowd_is_soon_forgotten() -> None:
    async def scenario() -> None:
        load = Load(10, 8)
        taken = [load.admits() for _ in range(1000)]
        assert any(taken)
        for _ in range(100):
            await asyncio.sleep(0)
        assert all(load.admits() for _ in range(10))
        before = len(asyncio.all_tasks())
        for _ in range(100):
            await asyncio.sleep(0)
        assert (before, load._asked_before) == (1, 0)

    asyncio.run(scenario())
