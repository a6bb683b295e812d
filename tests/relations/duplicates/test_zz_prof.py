import cProfile,pstats,time
from relations.actions import merging
from tests.relations.conftest import AT
from django.db import connection
from django.test.utils import CaptureQueriesContext
def test_p(full_person,officer,rows):
    a,b=full_person(),full_person()
    t=time.time(); rows(); print("rows",time.time()-t)
    with CaptureQueriesContext(connection) as c:
        t=time.time(); m=merging.merge(kept=a,gone=b,by=officer,at=AT); print("merge",time.time()-t,len(c))
    with CaptureQueriesContext(connection) as c:
        t=time.time(); merging.undo(merge=m,by=officer,at=AT); print("undo",time.time()-t,len(c))
    a,b=full_person(),full_person()
    p=cProfile.Profile(); p.enable(); merging.merge(kept=a,gone=b,by=officer,at=AT); p.disable()
    pstats.Stats(p).sort_stats("cumtime").print_stats(22)
