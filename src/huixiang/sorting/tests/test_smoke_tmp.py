import time
from huixiang.sorting import services, queries
from huixiang.sorting.testing import make_problem, make_item
from huixiang.listening.models import Voice
from huixiang.people.testing import NOON
import uuid
from django.db import connection

def test_smoke(cast):
    p = make_problem(cast, voices=3)
    p.refresh_from_db(); assert p.voices_count == 3
    by = cast.actor("hejing")
    vs = [v.pk for v in queries.voices_of(p)]
    new = services.split_voices(problem_id=p.pk, voice_ids=vs[:1], title="x", statement="y", by=by, at=NOON)
    act = queries.item_of(vs[0]).last_act
    services.undo(act_id=act.pk, by=by, at=NOON)
    print(services.similar_ones(queries.item_of(vs[0]).voice))
    words = open("/tmp/hx-sorting/words.txt").read().split("\n") if False else ["丽发新城搅拌站噪音扰民，半夜还在施工，我们小区老人孩子都睡不着，希望有关部门尽快处理，已经反映过很多次了" + str(i) for i in range(3000)]
    Voice.objects.bulk_create([Voice(channel="web", words=w + str(uuid.uuid4()), lane="open", said_on=NOON.date()) for w in words])
    t = time.time(); n = 0
    while (c := services.file_waiting_voices(500)): n += c
    print(n, n/(time.time()-t), "per second")
